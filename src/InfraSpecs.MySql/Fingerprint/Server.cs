namespace InfraSpecs.MySql;

/// <summary>Which server a fingerprint was read from, since information_schema is not the same everywhere.</summary>
/// <param name="IsMariaDb">MariaDB, else MySQL.</param>
/// <param name="Version">Its version.</param>
internal sealed record Server(bool IsMariaDb, Version Version)
{
    public bool IsMySqlFrom(int major, int minor, int build) => !IsMariaDb && Version >= new Version(major, minor, build);

    public bool IsMariaDbFrom(int major, int minor) => IsMariaDb && Version >= new Version(major, minor);

    /// <summary>Reads what VERSION() says: "9.7.4-2", "11.8.6-MariaDB-0+deb13u1", "5.5.5-10.11.18-MariaDB".</summary>
    public static Server Parse(string version)
    {
        var isMariaDb = version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
        var text = isMariaDb && version.StartsWith("5.5.5-", StringComparison.Ordinal) ? version["5.5.5-".Length..] : version;
        return new(isMariaDb, Version.Parse(text.Split('-', '+', '~')[0]));
    }

    public override string ToString() => $"{(IsMariaDb ? "MariaDB" : "MySQL")} {Version}";
}
