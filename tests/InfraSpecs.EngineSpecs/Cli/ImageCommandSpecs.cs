using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using InfraSpecs.Cli;
using InfraSpecs.Images;
using InfraSpecs.Images.Snapshots;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli;

/// <summary><c>infraspecs diff</c>, <c>inspect</c> and <c>snapshot accept</c>.</summary>
[RequiresEngine]
public sealed class ImageCommandSpecs(EngineFixture fixture) : OwnEngineSpecs(fixture)
{
    [Fact]
    public async Task Images_that_fixtures_start_from_are_told_as_one_document()
    {
        using var tool = Process.Start(new ProcessStartInfo("dotnet", [typeof(SweepCommand).Assembly.Location, "images", "busybox", "cronjob", "--json"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["DOCKER_HOST"] = Engine.Endpoint.OriginalString },
        })!;
        var (output, error) = (tool.StandardOutput.ReadToEndAsync(Token), tool.StandardError.ReadToEndAsync(Token));
        await tool.WaitForExitAsync(Token);
        tool.ExitCode.Should().Be(0, await error);
        (await error).Split('\n').Should().Contain(it => it.StartsWith("busybox: ", StringComparison.Ordinal), "progress is no part of the document");
        var images = JsonNode.Parse(await output)!["images"]!.AsArray();
        images.Select(it => ($"{it!["source"]}", $"{it["image"]}")).Should()
            .Equal(("busybox", await Engine.Images.GetAsync("busybox", Token)), ("cronjob", await Engine.Images.GetAsync("cronjob", Token)));
        images.Should().OnlyContain(it => it!["seconds"]!.GetValue<double>() >= 0);
    }

    [Fact]
    public async Task An_image_has_no_difference_from_itself() =>
        (await DiffAsync("cronjob", await Engine.Images.GetAsync("cronjob", Token))).Should().Match<(int Code, string Text)>(it => it.Code == 0 && it.Text.EndsWith("\nno difference\n"));

    [Fact]
    public async Task What_changed_is_told_with_1_and_what_is_ignored_is_not()
    {
        var (old, now) = (await BuildAsync("0755", "ENV A=1"), await BuildAsync("0644", "USER 1001"));
        var (code, shown) = await DiffAsync(old, now);
        code.Should().Be(1);
        shown.Split('\n').Should().HaveElementAt(0, $"{old} (the engine, {await IdAsync(old)}) -> {now} (the engine, {await IdAsync(now)})").And.HaveElementAt(1, "! user root -> 1001").And
            .HaveElementAt(2, "! env A removed (it was 1)").And.HaveElementAt(3, "! entry point /run.sh is not executable (0755 -> 0644)");
        (await DiffAsync(old, now, "/run.sh")).Text.Should().NotContain("0755 -> 0644");

        (code, shown) = await DiffAsync(OutputFormat.Json, old, now);
        var changes = JsonNode.Parse(shown)!["changes"]!.AsArray();
        (code, changes[0]!.ToJsonString()).Should().Be((1, """{"kind":"Start","isBreaking":true,"sentence":"user root -\u003E 1001"}"""));
        (code, shown) = await DiffAsync(OutputFormat.JUnit, old, now);
        code.Should().Be(1);
        XDocument.Parse(shown).Descendants("testcase").Single(it => it.Attribute("name")!.Value == "Start").Elements("failure").First().Value.Should().Be("may break: user root -> 1001");
    }

    [Fact]
    public async Task An_archive_is_compared_with_the_image_that_it_was_saved_from()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("busybox.tar");
        var name = await Engine.Images.GetAsync("busybox", Token);
        await using (var archive = await Engine.Client.Images.SaveImageAsync(name, Token))
        await using (var file = File.Create(path)) await archive.CopyToAsync(file, Token);
        (await DiffAsync(path, name)).Code.Should().Be(0);
    }

    [Fact]
    public async Task An_image_is_inspected_with_its_layers()
    {
        var cronjob = await Engine.Images.GetAsync("cronjob", Token);
        var (code, shown) = await CapturedOutput.OfAsync(output => InspectCommand.RunAsync(cronjob, new VerbOutput(output, TextWriter.Null), Token));
        code.Should().Be(0);
        shown.Should().Match("example/cronjob:* of the engine\nid      sha256:*\n*cmd         [\"cron\",\"-f\"]\n*2755 0:* /usr/bin/crontab *setgid\n*0644 0:0 */etc/cron.d/cron-example *[layers *]\n*apt-get install*");

        (code, shown) = await CapturedOutput.OfAsync(output => VerbOutput.RunAsync(output, TextWriter.Null, OutputFormat.Json, verb => InspectCommand.RunAsync(cronjob, verb, Token)));
        code.Should().Be(0);
        var said = JsonNode.Parse(shown)!;
        said["config"]!["cmd"]!.ToJsonString().Should().Be("""["cron","-f"]""");
        said["packages"]!.AsArray().Select(it => it!["name"]!.GetValue<string>()).Should().Contain("cron");
        said["filesOfNoPackage"]!.AsArray().Single(it => it!["path"]!.GetValue<string>() == "/etc/cron.d/cron-example")!["mode"]!.GetValue<string>().Should().Be("0644");
        said["layers"]!.AsArray().Should().HaveCountGreaterThan(1);
    }

    [Fact]
    public void A_folder_of_sources_is_no_layout_though_it_is_called_as_the_image_that_is_built_of_it()
    {
        var folder = Directory.CreateDirectory($"app-{Guid.NewGuid():N}");
        try
        {
            ImageArgument.IsPath(folder.Name).Should().BeFalse();
            ImageArgument.IsPath("./" + folder.Name).Should().BeTrue();
            File.WriteAllText(Path.Combine(folder.FullName, "index.json"), "{}");
            ImageArgument.IsPath(folder.Name).Should().BeTrue();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("inspect", "")]
    [InlineData("diff", "", "busybox")]
    [InlineData("diff", "busybox", " ")]
    public void A_name_that_is_empty_is_refused_before_anything_is_asked(params string[] arguments) =>
        new RootCommand { InspectCommand.Create(), DiffCommand.Create() }.Parse(arguments).Errors.Should().ContainSingle().Which.Message.Should().Contain("is empty; name an image");

    [Theory]
    [InlineData("./nothing.tar")]
    [InlineData("127.0.0.1:1/app:1")]
    public async Task What_cannot_be_looked_at_is_an_error_and_never_no_difference(string image)
    {
        var diff = () => DiffAsync("cronjob", image);
        await diff.Should().ThrowAsync<InfraSpecsException>();
    }

    [Fact]
    public async Task Received_texts_are_approved_by_a_command()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Cron/CronSpecs.X.image.received.txt", ImageSnapshot.Take(await ImageUnderTest.FromEngineAsync(Engine, await Engine.Images.GetAsync("busybox", Token), Token)).ToString());
        (await AcceptAsync(folder.FullName)).Should().Be((0, $"approved: {folder.FullName}/Cron/CronSpecs.X.image.txt\n"));
        (await AcceptAsync(folder.FullName)).Should().Be((0, $"no received text in {folder.FullName}\n"));
        var nowhere = () => AcceptAsync(folder.At("none"));
        await nowhere.Should().ThrowAsync<ImageTestException>().Where(e => e.Reason == ImageTestReason.SourceNotFound);
    }

    private static Task<(int Code, string Text)> DiffAsync(string old, string now, params string[] ignore) => DiffAsync(OutputFormat.Text, old, now, ignore);

    private static Task<(int Code, string Text)> DiffAsync(OutputFormat format, string old, string now, params string[] ignore) =>
        CapturedOutput.OfAsync(output => VerbOutput.RunAsync(output, TextWriter.Null, format, verb => DiffCommand.RunAsync(old, now, ignore, verb, Token)));

    private static Task<(int Code, string Text)> AcceptAsync(string folder) => CapturedOutput.OfAsync(output => SnapshotCommand.RunAsync([folder], new VerbOutput(output, TextWriter.Null)));

    private async Task<string> IdAsync(string image) => (await Engine.Client.Images.InspectImageAsync(image, Token)).ID;

    private async Task<string> BuildAsync(string mode, string line) => await InlineImage.BuildAsync(Engine, "image-diff", $"""
        FROM {await Engine.Images.GetAsync("busybox", Token)}
        RUN printf '#!/bin/sh\n' > /run.sh && chmod {mode} /run.sh
        ENTRYPOINT ["/run.sh"]
        {line}
        """, Token);
}
