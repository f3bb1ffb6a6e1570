using InfraSpecs.Images.Accounts;
using InfraSpecs.Images.Commands;

namespace InfraSpecs.Images.Portability;

/// <summary>The programs and scripts that an image says it starts.</summary>
internal sealed class StartedFiles
{
    private readonly Dictionary<string, (string Role, int Order)> _roles = new(StringComparer.Ordinal);

    public StartedFiles(ImageUnderTest image)
    {
        Account = Account.Resolve(image);
        List<CommandStep> steps = [];
        List<string> unknown = [];
        foreach (var command in (DeclaredCommand?[])[DeclaredCommand.Start(image.Config), DeclaredCommand.HealthCheck(image.Config)])
        {
            if (command is null) continue;
            var (found, open) = CommandWalk.Follow(image, Account, command);
            steps.AddRange(found);
            unknown.AddRange(open.Select(it => $"{command.Role}: {it}"));
        }

        (Steps, Unknown) = (steps, unknown);
        foreach (var step in steps.Where(it => it.Hit.File is not null))
            _roles.TryAdd(step.Hit.File!.Path, (step.Role is "health check" ? step.Role : "entry point", _roles.Count));
    }

    /// <summary>Who starts them.</summary>
    public Account Account { get; }

    public IReadOnlyList<CommandStep> Steps { get; }

    /// <summary>What could not be followed, a sentence each.</summary>
    public IReadOnlyList<string> Unknown { get; }

    public bool Has(string path) => _roles.ContainsKey(path);

    /// <summary>The file's part in the start, as " (entry point)"; "" where it has none.</summary>
    public string Mark(string path) => _roles.TryGetValue(path, out var role) ? $" ({role.Role})" : "";

    public int OrderOf(string path) => _roles.TryGetValue(path, out var role) ? role.Order : int.MaxValue;
}
