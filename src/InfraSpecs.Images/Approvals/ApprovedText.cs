namespace InfraSpecs.Images.Approvals;

/// <summary>The approved text of a spec, and the one that was received instead, beside it.</summary>
internal sealed record ApprovedText(string Path)
{
    public const string Ending = ".image.txt";
    public const string ReceivedEnding = ".image.received.txt";

    public string ReceivedPath => Path[..^Ending.Length] + ReceivedEnding;

    /// <returns>Null where there is none.</returns>
    public string? Read() => File.Exists(Path) ? File.ReadAllText(Path) : null;

    /// <returns>Null, or why it could not be written.</returns>
    public string? WriteReceived(string text)
    {
        // Several specs may receive at once; none reads half a text.
        var written = $"{ReceivedPath}.{Guid.NewGuid():N}";
        try
        {
            File.WriteAllText(written, text);
            File.Move(written, ReceivedPath, overwrite: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(written);
            return e.Message;
        }
    }

    /// <summary>Where a text is approved, one that was received earlier says nothing any more.</summary>
    public void DeleteReceived()
    {
        try
        {
            File.Delete(ReceivedPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In a folder that cannot be written it stays; the image is as approved all the same.
        }
    }

    /// <summary>Makes what was received the approved text.</summary>
    public void Accept() => File.Move(ReceivedPath, Path, overwrite: true);
}
