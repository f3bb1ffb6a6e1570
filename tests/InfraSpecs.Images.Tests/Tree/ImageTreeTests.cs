namespace InfraSpecs.Images.Tests.Tree;

public sealed class ImageTreeTests
{
    [Fact]
    public async Task A_later_layer_overwrites_and_deletes()
    {
        var image = await new TestImage()
            .Layer(l => l.Directory("/etc").File("/etc/a", "one").File("/etc/b", "gone"))
            .Layer(l => l.File("/etc/a", "two").Gone("/etc/b"))
            .ReadAsync();
        image.Files.All.Select(file => file.Path).Should().Equal("/etc", "/etc/a");
        image.Files.Hidden.Select(file => file.Path).Should().BeEquivalentTo("/etc/a", "/etc/b");
    }

    [Fact]
    public async Task All_are_in_ordinal_order_of_their_paths()
    {
        var paths = new[] { "/a", "/a-b", "/a-b/c", "/a/b", "/a.d", "/a.d/x", "/a0", "/a/b-", "/a/b/z", "/a/b-/y", "/A", "/a-", "/a-/q", "/é", "/z" };
        var folders = paths.Where(path => paths.Any(other => other.StartsWith(path + "/", StringComparison.Ordinal))).ToHashSet();
        var image = await new TestImage()
            .Layer(l => Array.ForEach(paths, path => _ = folders.Contains(path) ? l.Directory(path) : l))
            .Layer(l => Array.ForEach(paths, path => _ = folders.Contains(path) ? l : l.File(path)))
            .ReadAsync();
        image.Files.All.Select(file => file.Path).Should().Equal(paths.Order(StringComparer.Ordinal));
        image.Files.Count.Should().Be(paths.Length);
    }

    [Theory]
    [InlineData("/bin/sh", "/usr/bin/sh", "/usr/bin/dash")]
    [InlineData("/usr/bin/../bin/./sh", "/usr/bin/sh", "/usr/bin/dash")]
    [InlineData("//usr//bin//dash", "/usr/bin/dash", "/usr/bin/dash")]
    [InlineData("/bin", "/bin", "/usr/bin")]
    [InlineData("/bin/", "/usr/bin", "/usr/bin")]
    [InlineData("/../../bin", "/bin", "/usr/bin")]
    [InlineData("/up/usr", "/usr", "/usr")]
    [InlineData("/", "/", "/")]
    [InlineData("/dangling", "/dangling", null)]
    [InlineData("/usr/bin/dash/", null, null)]
    [InlineData("/usr/bin/dash/..", null, null)]
    [InlineData("/none", null, null)]
    [InlineData("/circle", "/circle", null)]
    [InlineData("/circle/x", null, null)]
    [InlineData("/40", "/40", "/usr")]
    [InlineData("/41", "/41", null)]
    public async Task Links_are_followed_as_Linux_follows_them(string path, string? found, string? resolved)
    {
        var image = await new TestImage()
            .Layer(l => l.Directory("/usr").Directory("/usr/bin").File("/usr/bin/dash", "#").Link("/usr/bin/sh", "dash").Link("/bin", "usr/bin"))
            .Layer(l =>
            {
                l.Link("/dangling", "nowhere").Link("/circle", "/circle").Directory("/a").Link("/up", "a/../../..").Link("/1", "usr");
                for (var i = 2; i <= 41; i++) l.Link($"/{i}", $"{i - 1}");
            })
            .ReadAsync();
        image.Files.Find(path)?.Path.Should().Be(found);
        image.Files.Resolve(path)?.Path.Should().Be(resolved);
        (image.Files.Find(path) is null, image.Files.Resolve(path) is null).Should().Be((found is null, resolved is null));
    }

    [Fact]
    public async Task What_is_in_a_folder_comes_from_all_layers()
    {
        var image = await new TestImage()
            .Layer(l => l.Directory("/d").File("/d/b", "low").File("/d/x").File("/d/z"))
            .Layer(l => l.File("/d/a").File("/d/b", "high").Gone("/d/x"))
            .Layer(l => l.Link("/l", "d").File("/f"))
            .ReadAsync();
        foreach (var folder in new[] { "/d", "/d/", "/l", "d" }) image.Files.In(folder).Select(file => $"{file.Name} {file.Layer.Number}").Should().Equal("a 1", "b 1", "z 0");
        image.Files.In("/").Select(file => file.Name).Should().Equal("d", "f", "l");
        foreach (var none in new[] { "/f", "/none", "/d/b" }) image.Files.In(none).Should().BeEmpty();
    }

    [Fact]
    public async Task Names_that_are_no_UTF8_are_found_by_what_is_shown()
    {
        var image = await new TestImage().Layer(new RawTar().File("caf\xE9", "latin").File("x\\x2dy", "as it is").File("\xC3\xA9").ToArray()).ReadAsync();
        image.Files.All.Select(file => file.Path).Should().Equal("/caf\\xE9", "/x\\x2dy", "/é");
        foreach (var file in image.Files.All) ((object?)image.Files.Find(file.Path)).Should().Be(file);
    }

    [Fact]
    public async Task Hard_links_share_their_content_and_are_hidden_only_together()
    {
        var image = await new TestImage()
            .Layer(l => l.File("/a", "one").HardLink("/b", "/a").File("/c", "two").HardLink("/d", "/c"))
            .Layer(l => l.Gone("/a").Gone("/c").Gone("/d"))
            .ReadAsync();
        var left = image.Files.All.Single();
        (left.Path, left.Size, left.Content!.Value.Length).Should().Be(("/b", 3, 3));
        image.Files.Hidden.Select(file => file.Path).Should().Equal("/c");
    }

    [Fact]
    public async Task What_is_below_a_deleted_folder_is_hidden_with_the_layer_that_has_it()
    {
        var image = await new TestImage()
            .Layer(l => l.Directory("/d").File("/d/z", "z").File("/d/a", "a").File("/kept"))
            .Layer(l => l.Gone("/d").File("/late", "1"))
            .Layer(l => l.File("/late", "2"))
            .ReadAsync();
        image.Files.Hidden.Select(file => $"{file.Path} {file.Layer.Number} {file.Size}").Should().Equal("/d/a 0 1", "/d/z 0 1", "/late 1 1");
        image.Files.Count.Should().Be(2);
    }

    [Fact]
    public async Task An_image_without_layers_has_no_files()
    {
        var image = await new TestImage().ReadAsync();
        image.Files.All.Should().BeEmpty();
        image.Files.Find("/").Should().BeNull();
        image.Files.In("/").Should().BeEmpty();
        (image.Files.Count, image.Files.Hidden.Count).Should().Be((0, 0));
    }

    [Fact]
    public async Task A_file_is_equal_to_itself_and_to_no_other()
    {
        var layer = new RawTar().File("a", "x").File("b", "x").ToArray();
        var files = (await new TestImage().Layer(layer).Layer(new RawTar().File("c").ToArray()).ReadAsync()).Files;
        ((object?)files.Find("/a")).Should().Be(files.Resolve("/a")).And.NotBe(files.Find("/b"));
    }
}
