namespace InfraSpecs.Images;

/// <summary>Whose package it is, and so whose order its versions have.</summary>
public enum PackageKind
{
    /// <summary>Alpine's apk.</summary>
    Apk,

    /// <summary>dpkg, of Debian and what is made of it.</summary>
    Dpkg,

    /// <summary>rpm, of Fedora, RHEL, SUSE and others.</summary>
    Rpm,
}
