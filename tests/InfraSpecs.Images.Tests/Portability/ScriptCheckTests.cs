namespace InfraSpecs.Images.Tests.Portability;

public sealed class ScriptCheckTests
{
    [Theory]
    [InlineData("#!/bin/bash\n", "/run.sh (entry point) asks for the interpreter /bin/bash, which is not in the image")]
    [InlineData("#!/usr/bin/env python3\n", "/run.sh (entry point) asks for python3 (#!/usr/bin/env python3), which is in no folder of PATH")]
    [InlineData("#!/usr/bin/env -S python3 -u\n", "/run.sh (entry point) asks for python3 (#!/usr/bin/env -S python3 -u), which is in no folder of PATH")]
    [InlineData("#!/usr/bin/env -S A=1 python3 -u\n", "/run.sh (entry point) asks for python3 (#!/usr/bin/env -S A=1 python3 -u), which is in no folder of PATH")]
    [InlineData("#!/usr/bin/env sh -e\n", "/run.sh (entry point) asks for \"sh -e\" as one name, since the kernel hands all of #!/usr/bin/env sh -e on in one piece: write env -S")]
    [InlineData("#!/bin/sh\r\necho\r\n", "/run.sh (entry point): shebang ends in CR, so that \"/bin/sh\\r\" is asked for; save with LF as line end")]
    [InlineData("#!/bin/sh -e\r\n", "/run.sh (entry point): shebang ends in CR, so that \"-e\\r\" is asked for; save with LF as line end")]
    [InlineData("#!/usr/bin/env sh\r\n", "/run.sh (entry point): shebang ends in CR, so that \"sh\\r\" is asked for; save with LF as line end")]
    [InlineData("#! /bin/nothing -x\n", "/run.sh (entry point) asks for the interpreter /bin/nothing, which is not in the image")]
    public async Task An_entry_point_whose_first_line_leads_nowhere_is_told_why(string script, string sentence)
    {
        var image = await Debian.Image().Layer(l => l.Script("/run.sh", script)).Entrypoint("/run.sh").ReadAsync();
        image.CheckPortability().Findings.Should().ContainSingle().Which.Sentence.Should().Be(sentence);
    }

    [Theory]
    [InlineData("#!/bin/sh\n")]
    [InlineData("#!/bin/sh")]
    [InlineData("#!/bin/sh -e\necho\r\n")]
    [InlineData("#!/usr/bin/env sh\n")]
    [InlineData("#!/usr/bin/env -S sh -e\n")]
    [InlineData("#!/usr/bin/env -S -i PATH=/bin sh\n")]
    [InlineData("#!\n")]
    [InlineData("no script")]
    public async Task Others_are_well(string script)
    {
        var image = await Debian.Image().Layer(l => l.Script("/run.sh", script)).Entrypoint("/run.sh").ReadAsync();
        image.Should().BePortable();
    }

    [Fact]
    public async Task A_script_that_nothing_is_known_to_start_is_noted()
    {
        var image = await Debian.Image().Layer(l => l.Script("/usr/bin/routel", "#!/usr/bin/env python3\n").Script("/opt/crlf", "#!/bin/sh\r\n").File("/opt/not-executable", "#!/bin/gone\n"))
            .ReadAsync();
        image.Should().BePortable();
        image.CheckPortability().Notes.Select(it => it.Sentence).Should().BeEquivalentTo(
            "/usr/bin/routel asks for python3 (#!/usr/bin/env python3), which is in no folder of PATH",
            "/opt/crlf: shebang ends in CR, so that \"/bin/sh\\r\" is asked for; save with LF as line end");
    }

    [Fact]
    public async Task One_on_PATH_that_ends_in_CR_fails()
    {
        var image = await Debian.Image().Layer(l => l.Script("/usr/bin/job", "#!/bin/sh\r\n")).ReadAsync();
        image.CheckPortability().Headline.Should().Be("/usr/bin/job: shebang ends in CR, so that \"/bin/sh\\r\" is asked for; save with LF as line end");
    }
}
