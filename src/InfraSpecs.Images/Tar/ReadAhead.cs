using System.Buffers;
using System.Security.Cryptography;
using System.Threading.Channels;

namespace InfraSpecs.Images.Tar;

/// <summary>A stream that is read ahead in blocks, and hashed, while somebody looks at the blocks that came: three things at once.</summary>
internal sealed class ReadAhead : IAsyncDisposable
{
    /// <summary>All blocks but the last are as long as this, so that no record of an archive is spread over two.</summary>
    public const int BlockSize = 1 << 18;

    private const int MostBlocks = 8;
    private readonly Channel<Block> _toRead = Channel.CreateUnbounded<Block>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly Channel<Block> _toHash = Channel.CreateUnbounded<Block>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _room = new(MostBlocks);
    private readonly CancellationTokenSource _end;
    private readonly Task _reading;
    private readonly Task<byte[]> _hashing;
    private Block? _current;

    public ReadAhead(Stream stream, CancellationToken token)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(token);
        _reading = Task.Run(() => ReadAllAsync(stream), CancellationToken.None);
        _hashing = Task.Run(HashAllAsync, CancellationToken.None);
    }

    /// <summary>The next block, which is valid until the one after it is asked for; empty at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> NextAsync()
    {
        _current?.Release();
        _current = null;
        if (!await _toRead.Reader.WaitToReadAsync(_end.Token)) return default;
        _toRead.Reader.TryRead(out _current);
        return _current!.Content;
    }

    /// <summary>The SHA-256 of the whole stream, once its end was reached.</summary>
    public Task<byte[]> DigestAsync() => _hashing;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        await ((Task)_hashing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _room.Dispose();
    }

    // What goes wrong reaches both readers of the channels.
    private async Task ReadAllAsync(Stream stream)
    {
        Exception? failure = null;
        try
        {
            while (await ReadBlockAsync(stream))
            {
            }
        }
        catch (Exception e)
        {
            failure = e;
        }

        _toRead.Writer.Complete(failure);
        _toHash.Writer.Complete(failure);
    }

    private async Task<bool> ReadBlockAsync(Stream stream)
    {
        await _room.WaitAsync(_end.Token);
        var block = new Block(_room);
        var length = await block.FillAsync(stream, _end.Token);
        if (length == 0) return false;
        _toRead.Writer.TryWrite(block);
        _toHash.Writer.TryWrite(block);
        return length == BlockSize;
    }

    private async Task<byte[]> HashAllAsync()
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var block in _toHash.Reader.ReadAllAsync(_end.Token))
        {
            sum.AppendData(block.Content.Span);
            block.Release();
        }

        return sum.GetHashAndReset();
    }

    private sealed class Block(SemaphoreSlim room)
    {
        private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        private int _users = 2;
        private int _length;

        public ReadOnlyMemory<byte> Content => _buffer.AsMemory(0, _length);

        public async ValueTask<int> FillAsync(Stream stream, CancellationToken token) =>
            _length = await stream.ReadAtLeastAsync(_buffer.AsMemory(0, BlockSize), BlockSize, throwOnEndOfStream: false, token);

        public void Release()
        {
            if (Interlocked.Decrement(ref _users) > 0) return;
            ArrayPool<byte>.Shared.Return(_buffer);
            room.Release();
        }
    }
}
