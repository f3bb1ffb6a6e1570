using System.Globalization;

namespace InfraSpecs.Images.Sources.Remote;

/// <summary>What a registry sends, as it comes. It may stall, break off, or be longer or shorter than the manifest says, and the error says so.</summary>
/// <param name="client">Whose deadline holds for each piece.</param>
/// <param name="body">The bytes.</param>
/// <param name="what">What it is, for errors.</param>
/// <param name="size">How many bytes there must be; null where nobody says.</param>
internal sealed class RegistryBody(RegistryClient client, Stream body, string what, long? size) : PassingStream
{
    private long _count;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await client.WithinAsync(what, async linked => await body.ReadAsync(buffer, linked), cancellationToken);
        _count += count;
        return _count > size || (count == 0 && buffer.Length > 0 && _count < size) ? throw OtherSize() : count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) body.Dispose();
        base.Dispose(disposing);
    }

    private ImageTestException OtherSize() => ImageTestException.Damaged(string.Create(
        CultureInfo.InvariantCulture, $"it has {(_count > size ? "more than" : $"{_count:N0} bytes instead of")} the {size:N0} bytes that its manifest says"), _count);
}
