namespace InfraSpecs.Images.Structure.Checks;

/// <summary>Mode and owner of a file that is there.</summary>
internal static class FileAttributeChecks
{
    private const string LongSpecial = "a setuid, setgid or sticky bit stands before the others as u, g or t: urwxr-xr-x, grwxr-xr-x, dtrwxrwxrwx";

    public static void Judge(FileExistenceCheck check, string path, EngineView seen, bool isJson, Findings findings)
    {
        if (check.Permissions.Length > 0 && check.Permissions != seen.GoMode)
        {
            var hint = check.Permissions.AsSpan().ContainsAny("sStT") ? $" ({LongSpecial})" : check.Permissions.StartsWith('l') ? " (a link is L)" : "";
            findings.Fail($"{path} has permissions {seen.GoMode}, expected {check.Permissions}{hint}");
        }

        if (check.ExecutableBy.Length > 0) JudgeExecutable(check.ExecutableBy, path, seen, findings);
        JudgeOwner("user", check.UserId, seen.UserId, path, isJson, findings);
        JudgeOwner("group", check.GroupId, seen.GroupId, path, isJson, findings);
    }

    private static void JudgeExecutable(string who, string path, EngineView seen, Findings findings)
    {
        UnixFileMode? bits = who switch
        {
            "any" => UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute,
            "owner" => UnixFileMode.UserExecute,
            "group" => UnixFileMode.GroupExecute,
            "other" => UnixFileMode.OtherExecute,
            _ => null,
        };
        if (bits is null) findings.Fail($"isExecutableBy is '{who}', and must be any, owner, group or other");
        else if ((seen.Mode & bits) == 0) findings.Fail($"{path} is not executable by {who}: it is {seen.GoMode}");
    }

    private static void JudgeOwner(string whose, int expected, int actual, string path, bool isJson, Findings findings)
    {
        if (expected == FileExistenceCheck.NotAsked || expected == actual) return;
        var hint = isJson && expected == 0 ? " (what is not there in JSON is 0)" : "";
        findings.Fail($"{path} belongs to {whose} {actual}, expected {expected}{hint}");
    }
}
