using System.Net;

namespace InfraSpecs.Registry;

/// <summary>A registry answered with an error.</summary>
public sealed class RegistryRefusedException : InfraSpecsException
{
    internal RegistryRefusedException(string registry, string what, HttpStatusCode status, IReadOnlyList<RegistryError> errors, string? account)
        : base(
            registry,
            $"{registry} refused {what}: {(errors.Count == 0 ? "it gave no reason" : string.Join("; ", errors))}.",
            [$"Status {(int)status} ({status}), asked {(account is null ? "without an account" : "as " + account)}."],
            status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                ? "come as one of RegistryOptions.Users, with its password."
                : "look at what was asked, and at the registry's log.") =>
        (StatusCode, Errors) = (status, errors);

    /// <summary>The answer's status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>What the registry said; empty where it said nothing that is understood.</summary>
    public IReadOnlyList<RegistryError> Errors { get; }
}

/// <summary>A registry gave no answer: it does not run, or its certificate is not trusted.</summary>
public sealed class RegistryUnreachableException : InfraSpecsException
{
    internal RegistryUnreachableException(string registry, Uri? address, string said, Exception cause)
        : base(
            registry,
            $"{registry} gave no answer: {said.TrimEnd('.')}.",
            address is null ? [] : [$"Asked at {address.GetLeftPart(UriPartial.Authority)}."],
            "start it with RestartAsync where it was stopped; where its certificate is not trusted, give the client the certificate of its authority.",
            cause) => Address = address;

    /// <summary>Where it was asked; null where it has no address, because it does not run.</summary>
    public Uri? Address { get; }

    internal static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}

/// <summary>What answered is no registry, or one that is broken.</summary>
public sealed class RegistryAnswerException : InfraSpecsException
{
    private const int Shown = 400;

    internal RegistryAnswerException(string registry, string what, string answer, Exception? cause = null)
        : base(
            registry,
            $"{registry} gave an answer that is not understood, to the question for {what}.",
            [answer.Length == 0 ? "It is empty." : $"It begins: {(answer.Length > Shown ? answer[..Shown] + "…" : answer)}"],
            "look whether a registry answers there.",
            cause) => Answer = answer;

    /// <summary>What it answered.</summary>
    public string Answer { get; }
}

/// <summary>A registry does not have what was asked for.</summary>
public sealed class NotInRegistryException : InfraSpecsException
{
    internal NotInRegistryException(string registry, string missing, string instead)
        : base(registry, $"{registry} has no {missing}.", [$"It has {instead}."], "push it first, or mend the name.") =>
        (Missing, Instead) = (missing, instead);

    /// <summary>What is missing: "image example/echo:2".</summary>
    public string Missing { get; }

    /// <summary>What is there instead.</summary>
    public string Instead { get; }
}
