namespace InfraSpecs.Images.Accounts;

/// <summary>Who a container's processes run as.</summary>
/// <param name="Name">As the image names it; "root" where it names nobody.</param>
/// <param name="Id">The user's number.</param>
/// <param name="Groups">The numbers of its groups.</param>
/// <param name="Problem">Why the engine does not start it; null where it does.</param>
internal sealed record Account(string Name, int Id, IReadOnlySet<int> Groups, string? Problem)
{
    /// <summary>As the engine resolves USER: names by the image's /etc/passwd and /etc/group, numbers as they are.</summary>
    public static Account Resolve(ImageUnderTest image) => Resolve(image, image.Config.User);

    /// <param name="image">The image.</param>
    /// <param name="declared">As "app", "1001", "app:staff".</param>
    public static Account Resolve(ImageUnderTest image, string declared)
    {
        var parts = declared.Split(':', 2);
        var (user, group) = (parts[0].Length == 0 ? "0" : parts[0], parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null);
        var accounts = new ImageAccounts(image.Files);
        var entry = accounts.UserLines.FirstOrDefault(it => it.Length > 3 && (it[0] == user || it[2] == user));
        var name = declared.Length == 0 ? "root" : declared;
        if (ImageAccounts.Number(entry?[2] ?? user) is not { } id) return new(name, 0, new HashSet<int>(), $"user {user} is not in the image's /etc/passwd");
        HashSet<int> own = [];
        if (group is not null)
        {
            if (ImageAccounts.Number(accounts.GroupLines.FirstOrDefault(it => it.Length > 2 && it[0] == group)?[2] ?? group) is not { } number)
                return new(name, id, own, $"group {group} is not in the image's /etc/group");
            own.Add(number);
            return new(name, id, own, null);
        }

        own.Add(ImageAccounts.Number(entry?[3] ?? "0") ?? 0);
        if (entry is not null) own.UnionWith(accounts.GroupLines.Where(it => it.Length > 3 && it[3].Split(',').Contains(entry[0])).Select(it => ImageAccounts.Number(it[2])).OfType<int>());
        return new(name, id, own, null);
    }

    /// <summary>Root may run what anybody may; others need each folder above it too.</summary>
    public bool MayRun(ImageFile file) => Id == 0
        ? (file.Mode & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0
        : Has(file, UnixFileMode.UserExecute, UnixFileMode.GroupExecute, UnixFileMode.OtherExecute);

    public bool MayRead(ImageFile file) => Id == 0 || Has(file, UnixFileMode.UserRead, UnixFileMode.GroupRead, UnixFileMode.OtherRead);

    /// <returns>The first folder above a path that this user may not pass through; null if there is none.</returns>
    public ImageFile? ClosedFolder(ImageTree files, string path)
    {
        if (Id == 0) return null;
        for (var at = path.IndexOf('/', 1); at > 0; at = path.IndexOf('/', at + 1))
        {
            if (files.Resolve(path[..at]) is { Kind: ImageFileKind.Directory } folder && !MayRun(folder)) return folder;
        }

        return null;
    }

    private bool Has(ImageFile file, UnixFileMode owner, UnixFileMode group, UnixFileMode other) =>
        (file.Mode & (file.UserId == Id ? owner : Groups.Contains(file.GroupId) ? group : other)) != 0;
}
