using InfraSpecs.Images;
using InfraSpecs.Images.Loading;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images.Portability;

/// <summary>The loader itself is asked, by <c>ldd</c> inside: what it does not find of any program or library, and which versions of symbols it misses, is what this product says.</summary>
[RequiresEngine]
public sealed class LddSpecs(EngineFixture fixture)
{
    private const string Lib = "/usr/lib/x86_64-linux-gnu";

    private const string Deleted = $"RUN rm {Lib}/libMagickCore-7* {Lib}/libgomp.so*";

    // Found by LD_LIBRARY_PATH; not found where ldconfig was not run; by the loader's own folder; not in one that only other loaders search; found where ldconfig was run.
    private const string Moved = $"""
        RUN mkdir /opt/lib && mv {Lib}/libMagickWand-7* /opt/lib/ && mv {Lib}/libgomp.so* /usr/local/lib/ && mv {Lib}/liblcms2.so* /usr/lib/ && mv {Lib}/libfftw3.so* /usr/lib64/ && \
            mkdir /opt/known && mv {Lib}/libltdl.so* /opt/known/ && mv /usr/local/lib/libgomp.so* /opt/ && echo /opt/known > /etc/ld.so.conf.d/known.conf && ldconfig && mv /opt/libgomp.so* /usr/local/lib/
        ENV LD_LIBRARY_PATH=/nowhere:/opt/lib
        """;

    [Theory]
    [InlineData("imagemagick", Deleted, 100)]
    [InlineData("imagemagick", Moved, 100)]
    [InlineData("mysql", $"RUN rm {Lib}/libssl.so* {Lib}/libprotobuf*", 1)]
    [InlineData("base", $"COPY --from=MYSQL /usr/sbin/mysqld /usr/sbin/mysqld", 7)]
    [InlineData("dind", null, 0)]
    public async Task What_is_missing_here_is_missing_there(string source, string? change, int atLeast)
    {
        var name = await ImageAsync(source, change);
        var image = await ImageUnderTest.FromEngineAsync(fixture.Engine, name, Token);
        var loader = new Loader(image);
        var objects = image.Files.All.Where(it => it.Elf is { IsLoadable: true, HasDynamic: true }).Select(loader.Files.Get).ToList();
        var ours = objects.SelectMany(it => Told(it, loader.Load(it)!)).Order(StringComparer.Ordinal).ToList();
        var theirs = await LddAsync(name, objects.Select(it => it.Path));
        objects.Should().HaveCountGreaterThan(200);
        theirs.Count.Should().BeGreaterThanOrEqualTo(atLeast);
        ours.Should().Equal(theirs);
    }

    private async Task<string> ImageAsync(string source, string? change)
    {
        var image = await fixture.Engine.Images.GetAsync(source, Token);
        if (change is null) return image;
        change = change.Replace("MYSQL", await fixture.Engine.Images.GetAsync("mysql", Token), StringComparison.Ordinal);
        return await InlineImage.BuildAsync(fixture.Engine, "ldd-" + source, $"FROM {image}\n{change}\n", Token);
    }

    private static IEnumerable<string> Told(ObjectFile of, LoadResult result) =>
    [
        .. result.Missing.Select(it => $"{of.Path}: {it.Name} => not found"),
        .. result.Versions.SelectMany(it => it.Versions).Distinct().Select(it => $"{of.Path}: version {it} not found"),
    ];

    private async Task<List<string>> LddAsync(string image, IEnumerable<string> files)
    {
        await using var container = await fixture.Engine.StartAsync(fixture.Engine.NewContainer(image, "ldd").WithEntrypoint("sleep").WithCommand("600"), Token);
        // With one file only, ldd does not say which; and two at once must not mix their lines.
        var asked = await container.ExecAsync(
            ["sh", "-c", "xargs -P 2 -n 60 sh -c 'ldd /bin/sh \"$@\" > /tmp/ldd.$$ 2>/dev/null' x; cat /tmp/ldd.*"], new ExecOptions { Input = string.Join('\n', files) }, Token);
        List<string> told = [];
        var file = "";
        foreach (var line in asked.Output.Split('\n'))
        {
            if (line.StartsWith('/') && line.EndsWith(':')) file = line;
            else if (line.Contains("=> not found", StringComparison.Ordinal)) told.Add($"{file} {line.Trim()}");
            else if (line.Split('`', '\'') is [_, var version, var rest] && rest.Contains("not found", StringComparison.Ordinal)) told.Add($"{file} version {version} not found");
        }

        return [.. told.Distinct().Order(StringComparer.Ordinal)];
    }
}
