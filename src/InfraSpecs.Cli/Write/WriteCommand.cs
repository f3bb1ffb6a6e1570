using System.CommandLine;

namespace InfraSpecs.Cli.Write;

/// <summary><c>infraspecs write IMAGE|CONTAINER|STACK-FILE|CRONTAB</c>: a first spec class, written from what is there.</summary>
internal static class WriteCommand
{
    private const string Thing = "a crontab, a stack file, a container or an image of the engine";

    public static Command Create()
    {
        var subject = new Argument<string>("subject") { Description = $"What the specs are to be about: {Thing}; the first of these that has the name." };
        subject.Validators.Add(said =>
        {
            if (said.Tokens is not [{ Value: var value }, ..] || string.IsNullOrWhiteSpace(value)) said.AddError($"The argument subject is empty; name {Thing}.");
        });
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; one that is there already is not overwritten. Without it the class is printed." };
        var inNamespace = new Option<string?>("--namespace") { Description = "The namespace of the class; without it, none." };
        inNamespace.Validators.Add(said =>
        {
            if (said.Tokens is [{ Value: var name }] && !CSharp.IsNamespace(name)) said.AddError($"'{name}' is no namespace.");
        });
        const string description = "Writes a first spec class from what is there: green at once, and red when that changes. What is not claimed is told on standard error.";
        var command = new Command("write", description) { subject, output, inNamespace };
        command.SetVerb((parsed, told, token) => RunAsync(parsed.GetValue(subject)!, parsed.GetValue(output), parsed.GetValue(inNamespace), told, token));
        return command;
    }

    /// <returns>The exit code: 0.</returns>
    internal static async Task<int> RunAsync(string subject, string? output, string? inNamespace, VerbOutput told, CancellationToken token)
    {
        if (output is not null) RefuseOutput(output);
        var file = await ReadAsync(subject, output, token);
        var text = SpecText.Write(file, inNamespace);
        if (output is not null) await WriteAsync(output, text, token);
        foreach (var note in file.Notes) await told.Error.WriteLineAsync(note);
        await told.WriteAsync(
            new { file.Subject, Specs = file.Count, File = output, Text = output is null ? text : null, file.Notes },
            [output is null ? text.TrimEnd('\n') : $"{output}: {FailureText.Count(file.Count, "spec")} of {file.Subject}"]);
        return 0;
    }

    /// <summary>Before anything is looked at, which may take long.</summary>
    private static void RefuseOutput(string output)
    {
        if (Directory.Exists(output)) throw WriteException.OutputIsFolder(output);
        if (File.Exists(output)) throw WriteException.Exists(output);
        if (Path.GetDirectoryName(Path.GetFullPath(output)) is { } folder && !Directory.Exists(folder)) throw WriteException.NoFolder(output, folder);
    }

    private static async Task WriteAsync(string output, string text, CancellationToken token)
    {
        await using var file = Create(output);
        await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), token);
    }

    private static FileStream Create(string output)
    {
        try
        {
            return new FileStream(output, FileMode.CreateNew, FileAccess.Write);
        }
        catch (IOException) when (File.Exists(output))
        {
            throw WriteException.Exists(output); // somebody else made it meanwhile
        }
    }

    private static async Task<SpecFile> ReadAsync(string subject, string? output, CancellationToken token)
    {
        if (File.Exists(subject)) return await SubjectFile.ReadAsync(subject, NamedFrom(output, subject), token);
        var isFolder = Directory.Exists(subject);
        if (subject.StartsWith('.') || subject.StartsWith('/') || subject.EndsWith('/')) throw isFolder ? WriteException.IsFolder(subject) : WriteException.NoFile(subject);
        await using var engine = await Engine.ConnectAsync(token);
        IReadOnlyList<string> containers;
        try
        {
            return ContainerClaims.Write(await ContainerReader.ReadAsync(await engine.HoldAsync(subject, token), token));
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.NotFound)
        {
            containers = await ContainerReader.NamesAsync(engine, token);
        }

        try
        {
            return ImageClaims.Write(await ImageReader.ReadAsync(engine, subject, token));
        }
        catch (ImageException e)
        {
            throw WriteException.Unknown(subject, containers, isFolder ? Path.GetFullPath(subject) : null, e);
        }
    }

    /// <summary>How the spec names a file: from its project, if that is in the same repository; what is elsewhere is elsewhere on each machine.</summary>
    private static string NamedFrom(string? output, string file)
    {
        var folder = output is null ? Directory.GetCurrentDirectory() : Path.GetDirectoryName(Path.GetFullPath(output))!;
        var project = ProjectFolder.Nearest(folder, it => ProjectFolder.Has(it, "*.??proj"));
        if (project is null) return Path.GetFullPath(file);
        var repository = ProjectFolder.Nearest(project, it => Path.Exists(Path.Combine(it, ".git"))) ?? project;
        return Path.GetRelativePath(repository, file).StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(file) : Path.GetRelativePath(project, file).Replace('\\', '/');
    }
}
