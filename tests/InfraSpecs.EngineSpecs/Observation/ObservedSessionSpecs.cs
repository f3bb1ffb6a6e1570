using System.Text.Json;
using InfraSpecs.EngineSpecs.Cleanup;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Observation;

[RequiresEngine]
[Collection(AloneCollection.Name)]
public sealed class ObservedSessionSpecs
{
    [Fact]
    public async Task A_red_spec_brings_what_its_containers_printed_last_and_a_green_one_does_not()
    {
        using var folder = new TemporaryFolder();
        var output = await RunAsync(folder, typeof(RedContainerSpecs));
        // A body that obeys a timeout may be counted once more by xunit, with what it threw.
        output.Should().MatchRegex("failed: [89]").And.Contain("succeeded: 1");
        var text = await File.ReadAllTextAsync(Directory.GetFiles(folder.FullName, "*.jsonl", SearchOption.AllDirectories).Single(), Token);
        text.Should().NotContain("hunter2xyz");
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Count(it => Is(it, "engine")).Should().Be(1);

        var removed = ContainerOf(nameof(RedContainerSpecs.A_container_that_is_removed_before_the_verdict));
        Printed(removed).Should().BeEquivalentTo("removal out *** is set", "removal err error: disk full");
        Events(removed).Should().ContainInOrder("create", "start", "kill", "die", "destroy");

        lines.Where(it => Is(it, "diag")).Select(it => Text(it, "rule")).Should().BeEquivalentTo("DiskFull", "Ended");

        // The body ends at once, and what it holds is removed while evidence is collected: either has it.
        Printed(ContainerOf(nameof(RedContainerSpecs.A_container_that_runs_when_the_time_is_over))).Should().Contain(it => it.EndsWith("out working"));

        // The failure itself says what else was seen: of a wait, and of a claim.
        output.Should().MatchRegex(
            "/connected to the database/: not ready within 1 s, [^\\n]*\\n *The last lines seen:\\n *[|] server\\n *Seen before that: container-\\w+-\\d+ ended by itself with exit code 3: fatal: no space for tables\\. What to do: ");
        output.Should().MatchRegex("it is red[^\\n]*\\n *Seen meanwhile: container-\\w+-\\d+ says that a disk is full: error: disk full\\. What to do: free some space");

        var attached = Directory.GetFiles(folder.FullName, "evidence*", SearchOption.AllDirectories);
        attached.Should().HaveCount(8, "one for each red spec");
        (await File.ReadAllTextAsync(attached.Single(it => File.ReadAllText(it).Contains("disk full")), Token)).Should()
            .MatchRegex("^container-\\w+-\\d+ says that a disk is full: .*\\n\\ncontainer-\\w+-\\d+ \\(.*\\): running\\n  \\| ")
            .And.Contain("\n  | error: disk full").And.Contain("\n  | *** is set");

        var held = ContainerOf(nameof(RedContainerSpecs.A_container_that_the_class_holds));
        Printed(held)[0].Should().Be("failure out working");
        var seen = lines.Single(it => Is(it, "inspect") && Text(it, "res") == held && Text(it, "at") == "end").GetProperty("json");
        seen.GetProperty("state").GetProperty("status").GetString().Should().Be("running");

        var green = ContainerOf(nameof(RedContainerSpecs.A_container_of_a_green_spec));
        Printed(green).Should().BeEmpty();
        lines.Where(it => Is(it, "fault") && Text(it, "on") == green).Select(it => Text(it, "what")).Should().Equal("killed (SIGKILL)");

        Printed(ContainerOf(nameof(RedContainerSpecs.A_container_that_its_engine_removes_at_its_end))).Should().Equal("live out the last words");
        Printed(ContainerOf(nameof(RedContainerSpecs.A_container_whose_output_is_not_kept))).Should().Equal("live out heard");
        var file = ContainerOf(nameof(RedContainerSpecs.A_file_that_is_followed));
        Printed($"{file}:/app.log").Should().Equal("live out cannot open the ledger");
        lines.Single(it => Is(it, "res") && Text(it, "res") == $"{file}:/app.log").GetProperty("name").GetString().Should().StartWith("/app.log in container-");

        var loud = ContainerOf(nameof(RedContainerSpecs.A_container_that_prints_too_much));
        lines.Where(it => Is(it, "missing") && Text(it, "res") == loud).Select(it => Text(it, "why")).Should().Equal("it prints more than 500 lines a second");
        Printed(loud).Should().HaveCountLessThanOrEqualTo(200);
        text.Length.Should().BeLessThan(400_000);

        string ContainerOf(string method)
        {
            var spec = Text(lines.Single(it => Is(it, "spec") && Text(it, "method") == method), "spec");
            return Text(lines.First(it => Is(it, "res") && Text(it, "type") == "container" && Text(it, "spec") == spec), "res");
        }

        List<string> Printed(string container) =>
        [
            .. lines.Where(it => Is(it, "log") && Text(it, "res") == container)
                .SelectMany(it => it.GetProperty("lines").EnumerateArray().Select(line => $"{Text(it, "at")} {line[0].GetString()} {line[2].GetString()}")),
        ];

        IEnumerable<string> Events(string container) => lines.Where(it => Is(it, "ev") && Text(it, "res") == container).Select(it => Text(it, "action"));
    }

    [Fact]
    public async Task Of_what_specs_share_a_failure_says_what_happened_in_its_own_time_and_collection()
    {
        using var folder = new TemporaryFolder();
        var output = await RunAsync(folder, typeof(RedSharedSpecs), typeof(RedSharedEndSpecs));
        var failures = $"\n{output}".Split("\nfailed ").Skip(1)
            .Select(it => (Name: it[..it.IndexOf(' ')].Split('.')[^1], Seen: it.Split('\n').Where(line => line.Contains("Seen ", StringComparison.Ordinal))))
            .ToDictionary(it => it.Name, it => string.Join('\n', it.Seen.Select(line => line.Trim())));
        failures.Keys.Should().BeEquivalentTo(
            nameof(RedSharedSpecs.A_spec_after_the_complaint), nameof(RedSharedSpecs.A_spec_in_which_it_complains), nameof(RedSharedEndSpecs.A_spec_on_what_has_ended));
        failures[nameof(RedSharedSpecs.A_spec_after_the_complaint)].Should().BeEmpty();
        failures[nameof(RedSharedSpecs.A_spec_in_which_it_complains)].Should().MatchRegex("^Seen meanwhile: container-\\w+-\\d+ says that a disk is full: ledger 7: No space left on device\\. What to do: [^\\n]*$");
        failures[nameof(RedSharedEndSpecs.A_spec_on_what_has_ended)].Should().MatchRegex("^Seen before this spec began: container-\\w+-\\d+ ended by itself with exit code 3: fatal: no ledger\\. What to do: [^\\n]*$");
    }

    private static Task<string> RunAsync(TemporaryFolder folder, params Type[] specs) => ChildProcess.RunSpecsAsync(
        specs[0], ["--filter-class", .. specs.Select(it => it.FullName!), "--report-infraspecs", folder.FullName, "--results-directory", folder.At("results")], Token, TimeSpan.FromMinutes(5));

    private static bool Is(JsonElement line, string kind) => Text(line, "k") == kind;

    private static string Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
