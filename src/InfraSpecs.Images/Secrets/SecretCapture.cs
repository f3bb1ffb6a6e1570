namespace InfraSpecs.Images.Secrets;

/// <summary>
/// Looks for secrets in contents that pass by in pieces and are not kept: <c>Begin</c>, <c>Feed</c> for each piece, <c>End</c>. Some letters of one piece are looked at with the next, so that
/// none is missed between two.
/// </summary>
internal sealed class SecretCapture
{
    private readonly byte[] _buffer = new byte[1 << 18];
    private readonly List<FormFound> _found = [];
    private int _filled;
    private int _done;
    private long _lines;
    private bool _isBinary;

    public void Begin()
    {
        _found.Clear();
        (_filled, _done, _lines, _isBinary) = (0, 0, 0, false);
    }

    public void Feed(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            var part = piece[..Math.Min(piece.Length, _buffer.Length - _filled)];
            part.CopyTo(_buffer.AsSpan(_filled));
            _filled += part.Length;
            piece = piece[part.Length..];
            if (_filled == _buffer.Length) Pass(_filled - SecretShapes.Window);
        }
    }

    /// <returns>The first place of each form that was there.</returns>
    public IReadOnlyList<FormFound> End()
    {
        Look(_filled);
        return [.. _found];
    }

    // What may go on in the next piece is left for it, with the letter before it, which tells whether a word begins.
    private void Pass(int until)
    {
        Look(until);
        var seen = _buffer.AsSpan(_done, until - _done);
        _isBinary = _isBinary || seen.Contains((byte)0);
        _lines += seen.Count((byte)'\n');
        _buffer.AsSpan(until - 1, _filled - until + 1).CopyTo(_buffer);
        (_filled, _done) = (_filled - until + 1, 1);
    }

    private void Look(int until)
    {
        var content = _buffer.AsSpan(0, _filled);
        for (var form = 0; form < SecretShapes.Count; form++)
        {
            if (_found.Exists(it => it.Form == form) || SecretShapes.First(content, form, _done, until) is not { } at) continue;
            var before = content[_done..at];
            _found.Add(new FormFound(form, _isBinary || before.Contains((byte)0) ? 0 : (int)(_lines + before.Count((byte)'\n')) + 1));
        }
    }
}

/// <summary>A secret that was found by its form.</summary>
/// <param name="Form">The form's number in <see cref="SecretShapes"/>.</param>
/// <param name="Line">From 1; 0 in what is no text.</param>
internal readonly record struct FormFound(int Form, int Line);
