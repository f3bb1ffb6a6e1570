using System.Text;
using InfraSpecs.Images.Layers;
using InfraSpecs.Images.Tests.Tree;

namespace InfraSpecs.Images.Tests.Layers;

public sealed class LayerStoreTests : IDisposable
{
    private readonly TestStore _test = new();

    private static byte[] Layer(string content = "content") => new RawTar()
        .Directory("etc").File("etc/x", content).File("etc/empty").HardLink("etc/h", "etc/x").Link("l", "etc/x").Device('3', "null", 1, 3).Fifo("p")
        .Pax(("SCHILY.xattr.security.capability", "\x01\0\0\x02\xFF\xFE")).File("\xE9", "latin").File("../out", "o").HardLink("lower", "usr/lower").ToArray();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Another_run_knows_all_of_a_layer_that_was_read()
    {
        var read = await _test.NewRun().ReadAsync(Layer());
        var known = _test.NewRun().TryGet(Layer().DiffId())!;
        Listing.Of(known.Tree()).Should().Equal(Listing.Of(read.Tree())).And.HaveCount(10).And.Contain("f 0644 0:0 /etc/h = content");
        known.Tree().Notes.Should().Equal(read.Tree().Notes).And.HaveCount(2);
        known.Tree().All.Select(file => (file.Digest, file.ModifiedAt)).Should().Equal(read.Tree().All.Select(file => (file.Digest, file.ModifiedAt)));
        (known.Size, known.Count, known.DiffId).Should().Be((read.Size, read.Count, read.DiffId)).And.Be((13, 10, Layer().DiffId()));
    }

    [Fact]
    public async Task What_programs_say_of_themselves_is_kept_too()
    {
        var program = new byte[2 << 20];
        "\u007fELF\u0002\u0001"u8.CopyTo(program);
        program[16] = 3;
        program[18] = 62;
        var tar = new RawTar().Entry('0', "app", program).File("not", "\u007fEL").ToArray();
        await _test.NewRun().ReadAsync(tar);
        var tree = _test.NewRun().TryGet(tar.DiffId())!.Tree();
        tree.Find("/app")!.Elf!.Machine.Should().Be(62);
        tree.Find("/app")!.Content.Should().BeNull();
        tree.Find("/not")!.Elf.Should().BeNull();
        Encoding.ASCII.GetString(tree.Find("/not")!.Content!.Value.Span).Should().Be("\u007fEL");
    }

    [Fact]
    public async Task A_layer_that_was_never_read_is_not_known()
    {
        await _test.NewRun().ReadAsync(Layer());
        foreach (var other in new[] { Layer("other").DiffId(), "sha256:", "", "sha256:../../etc/passwd", "sha512:" + new string('0', 128) }) _test.NewRun().TryGet(other).Should().BeNull();
    }

    [Fact]
    public async Task One_run_reads_a_layer_once()
    {
        var store = _test.NewRun();
        var read = await store.ReadAsync(Layer());
        store.TryGet(Layer().DiffId()).Should().BeSameAs(read);
        (await store.ReadAsync(Layer())).Should().BeSameAs(read);
    }

    [Fact]
    public async Task Another_digest_than_said_is_an_error_that_names_both_and_nothing_is_kept()
    {
        var said = Layer("other").DiffId();
        var read = () => _test.NewRun().ReadAsync(Layer(), said);
        (await read.Should().ThrowAsync<InvalidDataException>()).WithMessage($"Layer {said} has the digest {Layer().DiffId()}*");
        _test.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task Where_the_digest_is_not_known_the_index_says_it() =>
        (await _test.NewRun().ReadAsync(null, new MemoryStream(Layer()), Token)).DiffId.Should().Be(Layer().DiffId());

    [Fact]
    public async Task Only_its_user_can_look_into_the_cache()
    {
        await _test.NewRun().ReadAsync(Layer());
        new DirectoryInfo(_test.Folder).UnixFileMode.Should().Be((UnixFileMode)0b111_000_000);
        new FileInfo(Directory.GetFiles(_test.Folder).Single()).UnixFileMode.Should().Be((UnixFileMode)0b110_000_000);
    }

    [Fact]
    public async Task A_file_that_is_damaged_anywhere_is_no_index_and_the_layer_is_read_anew()
    {
        var index = await _test.NewRun().ReadAsync(new RawTar().Directory("d").File("d/x", "x").ToArray());
        var file = Directory.GetFiles(_test.Folder).Single();
        var whole = await File.ReadAllBytesAsync(file, Token);
        for (var i = 16; i < whole.Length; i++)
        {
            await DamagedAsync([.. whole[..i], (byte)(whole[i] ^ 0x41), .. whole[(i + 1)..]]);
            await DamagedAsync(whole[..i]);
        }

        await File.WriteAllBytesAsync(file, whole, Token);
        _test.NewRun().TryGet(index.DiffId).Should().NotBeNull();

        async Task DamagedAsync(byte[] content)
        {
            await File.WriteAllBytesAsync(file, content, Token);
            _test.NewRun().TryGet(index.DiffId).Should().BeNull();
        }
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_to_is_no_cache_and_nothing_else()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_test.Folder)!);
        await File.WriteAllTextAsync(_test.Folder, "in the way", Token);
        var index = await _test.NewRun().ReadAsync(Layer());
        Listing.Of(index.Tree()).Should().Contain("f 0644 0:0 /etc/x = content");
        _test.NewRun().TryGet(index.DiffId).Should().BeNull();
    }

    [Fact]
    public async Task A_place_that_is_full_keeps_nothing_and_what_was_to_be_kept_is_there_all_the_same()
    {
        await using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.ReadWrite);
        var kept = new KeptContents(full);
        var tar = new RawTar().File("one", new string('1', 100_000)).File("two", new string('2', 100_000)).ToArray();
        var index = await LayerReader.ReadAsync(tar.DiffId(), new MemoryStream(tar), kept, Token);
        kept.IsIn(full).Should().BeFalse();
        foreach (var (name, digit) in new[] { ("/one", (byte)'1'), ("/two", (byte)'2') }) index.Tree().Find(name)!.Content!.Value.ToArray().Should().Equal(Enumerable.Repeat(digit, 100_000));
    }

    [Fact]
    public async Task A_content_that_was_changed_in_the_cache_is_no_content_and_the_layer_is_read_anew()
    {
        var index = await _test.NewRun().ReadAsync(Layer());
        var file = Directory.GetFiles(_test.Folder).Single();
        var whole = await File.ReadAllBytesAsync(file, Token);
        whole[whole.AsSpan().IndexOf("content"u8)] ^= 0x20;
        await File.WriteAllBytesAsync(file, whole, Token);
        var changed = _test.NewRun().TryGet(index.DiffId)!.Tree().Find("/etc/x")!;
        changed.Invoking(it => it.Content).Should().Throw<ImageTestException>().WithMessage($"Image with the layer {index.DiffId} cannot be read: what was kept of it in {file} was changed since.*");
        _test.NewRun().TryGet(index.DiffId).Should().BeNull("else each run would fail");
    }

    [Theory]
    [InlineData(null, null, "/home/me/.cache/infraspecs/layers")]
    [InlineData(null, "", "/home/me/.cache/infraspecs/layers")]
    [InlineData(null, "caches", "/home/me/.cache/infraspecs/layers")]
    [InlineData(null, "/caches", "/caches/infraspecs/layers")]
    [InlineData("/own", "/caches", "/own/layers")]
    public void The_cache_is_where_the_user_keeps_such_things(string? own, string? caches, string folder) =>
        LayerCache.FolderBy(name => name == "INFRASPECS_CACHE" ? own : caches, "/home/me").Should().Be(folder);

    [Fact]
    public async Task What_was_used_longest_ago_goes_first()
    {
        var layers = new[] { "one", "two", "three" }.Select(name => Layer(name + new string('x', 10_000))).ToArray();
        foreach (var layer in layers[..2]) await _test.NewRun().ReadAsync(layer);
        var old = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1);
        foreach (var file in Directory.GetFiles(_test.Folder)) File.SetLastWriteTimeUtc(file, old);
        _test.NewRun().TryGet(layers[0].DiffId()).Should().NotBeNull();
        await _test.NewRun(mostBytes: 30_000).ReadAsync(layers[2]);
        layers.Select(layer => _test.NewRun().TryGet(layer.DiffId()) is not null).Should().Equal(true, false, true);
    }

    [Fact]
    public async Task Contents_can_be_read_when_another_process_has_cleaned_the_cache_up()
    {
        var tree = (await _test.NewRun().ReadAsync(Layer())).Tree();
        var known = _test.NewRun().TryGet(Layer().DiffId())!.Tree();
        foreach (var file in Directory.GetFiles(_test.Folder)) File.Delete(file);
        Listing.Of(tree).Should().Contain("f 0644 0:0 /etc/x = content");
        Listing.Of(known).Should().Contain("f 0644 0:0 /etc/x = content");
    }

    [Fact]
    public async Task Two_that_read_the_same_layer_at_once_do_not_disturb_each_other()
    {
        var big = new RawTar().File("x", new string('x', 900_000)).ToArray();
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _test.NewRun().ReadAsync(big))));
        all.Select(index => index.Tree().Find("/x")!.Content!.Value.Length).Should().AllBeEquivalentTo(900_000);
        _test.Files.Should().Equal($"v{LayerFile.Version}-" + big.DiffId()["sha256:".Length..]);
    }

    [Fact]
    public async Task Package_databases_are_kept_though_they_are_long()
    {
        var index = await _test.NewRun().ReadAsync(new RawTar().File("var/lib/dpkg/status", new string('x', 3 << 20)).File("opt/status", new string('x', 3 << 20)).ToArray());
        index.Tree().Find("/var/lib/dpkg/status")!.Content!.Value.Length.Should().Be(3 << 20);
        index.Tree().Find("/opt/status")!.Content.Should().BeNull();
    }

    [Fact]
    public async Task Who_cancels_leaves_nothing_behind()
    {
        using var cancelled = new CancellationTokenSource();
        await using var stalls = new StalledStream(Layer()[..700]);
        var reading = _test.NewRun().ReadAsync(null, stalls, cancelled.Token);
        await cancelled.CancelAsync();
        await reading.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();
        _test.Files.Should().BeEmpty();
    }
}
