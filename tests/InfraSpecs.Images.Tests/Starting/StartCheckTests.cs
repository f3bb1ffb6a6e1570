using System.Text.Json.Nodes;
using InfraSpecs.Images.Tests.Elf;
using InfraSpecs.Images.Tests.Portability;

namespace InfraSpecs.Images.Tests.Starting;

public sealed class StartCheckTests
{
    private const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    [Theory]
    [InlineData("/usr/bin/app")]
    [InlineData("app")]
    [InlineData("bin/app")]
    [InlineData("/bin/sh", "-c", "app")]
    [InlineData("sh", "-ec", "exec app --x")]
    [InlineData("sh", "-c", "A=1 B='2 3' exec app >/dev/null 2>&1 # comment")]
    [InlineData("sh", "-c", "cd /opt && ./script || gone")]
    [InlineData("sh", "-c", "set -e; [ -x /gone ] && gone; app")]
    [InlineData("sh", "-c", "command -v gone && gone; exec app; gone")]
    [InlineData("sh", "-c", "app | app &")]
    [InlineData("sh", "-c", "\"$@\"", "sh", "app")]
    [InlineData("env", "A=1", "app")]
    [InlineData("/usr/bin/env", "PATH=/opt", "script")]
    [InlineData("tini", "--", "app")]
    [InlineData("/usr/bin/tini", "-g", "-p", "SIGTERM", "--", "sh", "-c", "exec app")]
    [InlineData("sh", "/opt/text")]
    [InlineData("sh", "-c", "/opt/run-text")]
    [InlineData("/opt/script", "gone")]
    [InlineData("/opt/passes", "app", "gone")]
    [InlineData("/opt/hands", "app", "gone")]
    [InlineData("sh", "-lc", "exec /usr/bin/app")]
    [InlineData("sh", "-euo", "pipefail", "-c", "app")]
    [InlineData("sh", "-o", "pipefail", "-ec", "app")]
    [InlineData("sh", "--", "/opt/text")]
    [InlineData("sh", "-c", "gone || true; gone || app")]
    [InlineData("sh", "-c", "exec 2>&1; exec app")]
    public async Task What_can_start_has_no_finding(params string[] words)
    {
        var start = (await Image().Config("WorkingDir", "/usr").Entrypoint(words).ReadAsync()).CheckStart();
        start.StartsAsDeclared.Should().BeTrue(start.ToString());
        start.Notes.Should().BeEmpty();
    }

    [Theory]
    [InlineData("entry point gone is in no folder of PATH (" + UsualPath + ")", "gone")]
    [InlineData("entry point /gone is not in the image", "/gone")]
    [InlineData("entry point /usr/gone is not in the image", "./gone")]
    [InlineData("entry point /opt/link is a link to /nowhere, which leads nowhere", "/opt/link")]
    [InlineData("entry point /opt is a directory", "/opt")]
    [InlineData("entry point /opt/text is not executable (0644)", "/opt/text")]
    [InlineData("entry point /usr/bin/plain is not executable (0644)", "plain")]
    [InlineData("entry point /opt/run-text is no program: it begins neither as one nor with #! (exec format error)", "/opt/run-text")]
    [InlineData("entry point /opt/empty is empty (exec format error)", "/opt/empty")]
    [InlineData("entry point  is an empty word", "", "")]
    [InlineData("gone (entry point, started by sh -c) is in no folder of PATH (" + UsualPath + ")", "sh", "-c", "exec gone")]
    [InlineData("gone (entry point, started by sh -c) is in no folder of PATH (" + UsualPath + ")", "sh", "-c", "set -e\nexport A=1\ngone --x $Y")]
    [InlineData("/opt/gone (entry point, started by sh -c) is not in the image", "sh", "-c", "cd /opt && ./gone")]
    [InlineData("gone (entry point, started by env) is in no folder of PATH (/opt)", "env", "PATH=/opt", "gone")]
    [InlineData("gone (entry point, started by tini) is in no folder of PATH (" + UsualPath + ")", "tini", "--", "gone")]
    [InlineData("/gone (entry point, started by sh) is not in the image", "sh", "/gone")]
    [InlineData("gone (entry point, started by /opt/passes) is in no folder of PATH (" + UsualPath + ")", "/opt/passes", "gone")]
    [InlineData("gone (entry point, started by tini) is in no folder of PATH (" + UsualPath + ")", "/opt/hands", "gone")]
    [InlineData("gone (entry point, started by sh -c) is in no folder of PATH (" + UsualPath + ")", "sh", "-euo", "pipefail", "-c", "gone")]
    [InlineData("gone (entry point, started by sh -c) is in no folder of PATH (" + UsualPath + ")", "sh", "-o", "pipefail", "-c", "gone")]
    [InlineData("gone (entry point, started by sh -c) is in no folder of PATH (" + UsualPath + ")", "sh", "-c", "exec 2>&1; gone")]
    [InlineData("gone (entry point, started by sh -c) is in no folder of PATH (" + UsualPath + ")", "sh", "-c", "exec gone || true")]
    [InlineData("gone (entry point, started by sh -c) is in no folder of PATH (" + UsualPath + ")", "/opt/busybox", "sh", "-c", "gone")]
    [InlineData("/opt/setup (entry point, started by sh -c) is no program for Linux, and no text that a shell reads", "sh", "-c", "/opt/setup")]
    [InlineData("/opt/crlf (entry point): shebang ends in CR, so that \"/bin/sh\\r\" is asked for; save with LF as line end", "/opt/crlf")]
    [InlineData("/opt/crlf (entry point): shebang ends in CR, so that \"/bin/sh\\r\" is asked for; save with LF as line end", "sh", "-c", "/opt/crlf")]
    [InlineData("/opt/python (entry point) asks for python3 (#!/usr/bin/env python3), which is in no folder of PATH", "/opt/python")]
    [InlineData("/opt/arm is arm64, image is amd64 (entry point)", "/opt/arm")]
    [InlineData("libx.so.1: needed by /opt/needy (entry point), in no library directory", "sh", "-c", "/opt/needy")]
    public async Task What_cannot_start_is_told_in_one_finding(string sentence, params string[] words)
    {
        var start = (await Image().Config("WorkingDir", "/usr").Entrypoint(words).ReadAsync()).CheckStart();
        start.Findings.Should().Equal(sentence);
    }

    [Theory]
    [InlineData("entry point: not all that sh -c starts is known: it is more than a list of commands", "sh", "-c", "if true; then gone; fi")]
    [InlineData("entry point: not all that sh -c starts is known: it is more than a list of commands", "sh", "-c", "exec $(cat /command)")]
    [InlineData("entry point: not all that sh -c starts is known: \"$APP\" is known only when it runs", "sh", "-c", "$APP --x")]
    [InlineData("entry point: not all that sh -c starts is known: it changes PATH", "sh", "-c", "PATH=$PATH:/x; gone")]
    [InlineData("entry point: not all that sh -c starts is known: what `.` does is not followed", "sh", "-c", ". /env; gone")]
    [InlineData("entry point: what tini starts is not known: its options are not followed", "tini", "--new-option", "gone")]
    [InlineData("entry point: where sh finds gone is not known: as a login shell, it lets /etc/profile set PATH", "sh", "-lc", "gone")]
    [InlineData("entry point: what setpriv starts is not known: its options are not followed", "setpriv", "--reuid=1001", "gone")]
    [InlineData("entry point: whether /opt/first starts gone is not known: it looks at its arguments first", "/opt/first", "gone")]
    [InlineData("entry point: whether /opt/asks starts gone is not known: it looks at its arguments first", "/opt/asks", "gone")]
    public async Task What_cannot_be_known_is_noted(string note, params string[] words)
    {
        var start = (await Image().Entrypoint(words).ReadAsync()).CheckStart();
        start.StartsAsDeclared.Should().BeTrue(start.ToString());
        start.Notes.Should().Equal(note);
    }

    [Theory]
    [InlineData("app", null)]
    [InlineData("1001", null)]
    [InlineData("4711", null)]
    [InlineData("1001:docker", null)]
    [InlineData("", null)]
    [InlineData("nobody-known", "user nobody-known is not in the image's /etc/passwd, so that the engine refuses to start")]
    [InlineData("app:gone", "group gone is not in the image's /etc/group, so that the engine refuses to start")]
    public async Task The_user_must_be_known_or_a_number(string user, string? sentence) =>
        (await Image().Config("User", user).Entrypoint("app").ReadAsync()).CheckStart().Headline.Should().Be(sentence);

    [Theory]
    [InlineData("app", "sh -c /private/owned", null)]
    [InlineData("1001", "sh -c /private/owned", null)]
    [InlineData("4711", "sh -c /private/owned", "/private/owned (entry point, started by sh -c) is not executable by user 4711 (0700, owner 1001:0)")]
    [InlineData("", "sh -c /private/owned", null)]
    [InlineData("app", "env /private/grouped", null)]
    [InlineData("1001:0", "env /private/grouped", "/private/grouped (entry point, started by env) is not executable by user 1001:0 (0750, owner 0:999)")]
    [InlineData("app", "env /closed/app", "/closed/app (entry point, started by env) cannot be reached by user app: /closed is closed to it (0700, owner 0:0)")]
    [InlineData("", "gosu app /closed/app", "/closed/app (entry point, started by gosu) cannot be reached by user app: /closed is closed to it (0700, owner 0:0)")]
    [InlineData("", "tini -- gosu app env /private/grouped", null)]
    [InlineData("", "su-exec 4711 /private/owned", "/private/owned (entry point, started by su-exec) is not executable by user 4711 (0700, owner 1001:0)")]
    [InlineData("", "su-exec gone app", "/usr/bin/app (entry point, started by su-exec) is not started: user gone is not in the image's /etc/passwd")]
    [InlineData("app", "env linked", "/usr/bin/linked (entry point, started by env) cannot be reached by user app: /closed is closed to it (0700, owner 0:0)")]
    [InlineData("", "env linked", null)]
    [InlineData("app", "/private/unreadable", "entry point /private/unreadable is not readable by user app, and its interpreter reads it (0711, owner 0:0)")]
    [InlineData("app", "/closed/script", "entry point /closed/script cannot be reached by user app: /closed is closed to it (0700, owner 0:0)")]
    public async Task Permissions_are_those_of_the_user(string user, string command, string? sentence) =>
        (await Private().Config("User", user).Entrypoint(command.Split(' ')).ReadAsync()).CheckStart().Headline.Should().Be(sentence);

    [Theory]
    [InlineData("app", "/private/owned", null)]
    [InlineData("4711", "/private/owned", "entry point /private/owned is not executable by user 4711 (0700, owner 1001:0)")]
    [InlineData("app", "/closed/app", "entry point /closed/app cannot be reached by user app: /closed is closed to it (0700, owner 0:0)")]
    public async Task What_the_engine_may_start_by_its_own_rights_is_noted(string user, string program, string? sentence)
    {
        var start = (await Private().Config("User", user).Entrypoint(program).ReadAsync()).CheckStart();
        start.StartsAsDeclared.Should().BeTrue();
        start.Notes.SingleOrDefault()?.Should().Be(sentence + ": it starts only where the engine still has CAP_DAC_OVERRIDE when it becomes that user, as Docker has unless it is dropped");
        start.Notes.Should().HaveCount(sentence is null ? 0 : 1);
    }

    [Theory]
    [InlineData("/opt", null)]
    [InlineData("/opt/new/deeper", null)]
    [InlineData("/opt/text", "WORKDIR /opt/text is no directory: /opt/text is a file")]
    [InlineData("/opt/text/below", "WORKDIR /opt/text/below is no directory: /opt/text is a file")]
    [InlineData("opt", "WORKDIR opt is no absolute path, so that the engine refuses to start")]
    public async Task The_working_folder_is_one_or_can_be_made(string folder, string? sentence) =>
        (await Image().Config("WorkingDir", folder).Entrypoint("app").ReadAsync()).CheckStart().Headline.Should().Be(sentence);

    [Fact]
    public async Task An_image_without_a_command_says_so()
    {
        var image = await Image().ReadAsync();
        var claim = () => image.Should().StartAsDeclared("we ship it");
        claim.Should().Throw<Exception>().WithMessage(
            "Expected image \"test/image:latest\" to start as declared because we ship it, but no command is specified: neither ENTRYPOINT nor CMD is set.*With start:*runs * as root; programs: none*");
    }

    [Fact]
    public async Task The_shell_form_needs_a_shell()
    {
        var image = await new TestImage().Layer(l => l.Program("/app", new TestElf { Type = 2, IsStatic = true })).Cmd("/bin/sh", "-c", "/app").ReadAsync();
        image.CheckStart().Headline.Should().Be("command /bin/sh is not in the image: the shell form needs it; write the command as a list, or take an image with a shell");
    }

    [Fact]
    public async Task A_static_program_in_an_empty_image_starts() =>
        (await new TestImage().Layer(l => l.Program("/app", new TestElf { Type = 2, IsStatic = true })).Entrypoint("/app").ReadAsync()).Should().StartAsDeclared();

    [Theory]
    [InlineData("[\"CMD\", \"app\"]", null)]
    [InlineData("[\"NONE\"]", null)]
    [InlineData("[\"CMD-SHELL\", \"app || exit 1\"]", null)]
    [InlineData("[\"CMD\", \"curl\", \"-f\", \"http://localhost\"]", "health check curl is in no folder of PATH (" + UsualPath + ")")]
    [InlineData("[\"CMD-SHELL\", \"curl -f http://localhost || exit 1\"]", "curl (health check, started by sh -c) is in no folder of PATH (" + UsualPath + ")")]
    public async Task A_health_check_must_be_able_to_run_too(string test, string? sentence)
    {
        var image = await Image().Cmd("app").Config("Healthcheck", new JsonObject { ["Test"] = JsonNode.Parse(test) }).ReadAsync();
        image.CheckStart().Headline.Should().Be(sentence);
    }

    [Fact]
    public async Task CMD_is_the_entry_point_s_arguments_and_PATH_is_the_image_s()
    {
        (await Image().Entrypoint("app").Cmd("gone").ReadAsync()).Should().StartAsDeclared();
        (await Image().Env("PATH=/opt").Cmd("script").ReadAsync()).Should().StartAsDeclared();
        (await Image().Env("PATH=/opt").Cmd("app").ReadAsync()).CheckStart().Headline.Should().Be("command app is in no folder of PATH (/opt)");
    }

    [Fact]
    public async Task A_large_file_that_is_no_ELF_program_is_noted_since_it_was_not_kept()
    {
        var start = (await Image().Layer(l => l.File("/opt/setup.exe", new byte[2_000_000], Debian.Executable)).Entrypoint("/opt/setup.exe").ReadAsync()).CheckStart();
        start.Notes.Should().Equal("entry point /opt/setup.exe is no ELF program, and whether it is a script is not known: of its 2000000 bytes none was kept");
    }

    [Fact]
    public async Task One_empty_word_is_no_entry_point()
    {
        (await Image().Entrypoint("").Cmd("app").ReadAsync()).Should().StartAsDeclared();
        (await Image().Entrypoint("").ReadAsync()).CheckStart().Headline.Should().Be("no command is specified: neither ENTRYPOINT nor CMD is set");
        (await Image().Entrypoint("", "").Cmd("app").ReadAsync()).CheckStart().Headline.Should().Be("entry point  is an empty word");
    }

    [Theory]
    [InlineData(":/bin", "app", "entry point /opt/bin/app is found by a folder of PATH that is no absolute path (:/bin), which the engine refuses")]
    [InlineData("/gone:.", "app", "entry point /opt/bin/app is found by a folder of PATH that is no absolute path (/gone:.), which the engine refuses")]
    [InlineData("/bin:.", "/bin/sh -c app", null)]
    [InlineData("/bin:.", "env app", null)]
    public async Task The_engine_itself_takes_no_relative_folder_of_PATH(string path, string command, string? sentence)
    {
        var image = Debian.Image().Layer(l => l.Program("/opt/bin/app", Debian.App));
        (await image.Env("PATH=" + path).Config("WorkingDir", "/opt/bin").Entrypoint(command.Split(' ')).ReadAsync()).CheckStart().Headline.Should().Be(sentence);
    }

    [Theory]
    [InlineData("app", "/opt/shut", 0b111_000_000, 0b110_100_100, "libx.so.1: needed by /usr/bin/app (entry point), but /opt/shut/libx.so.1 is not readable by user app")]
    [InlineData("app", "/opt/open", 0b111_101_101, 0b110_000_000, "libx.so.1: needed by /usr/bin/app (entry point), but /opt/open/libx.so.1 is not readable by user app")]
    [InlineData("app", "/opt/open", 0b111_101_101, 0b110_100_100, null)]
    [InlineData("", "/opt/shut", 0b111_000_000, 0b110_000_000, null)]
    public async Task Libraries_are_read_as_the_user(string user, string folder, int folderMode, int mode, string? sentence)
    {
        var image = Debian.Image().Layer(l => l.Program("/usr/bin/app", Debian.App with { Needed = ["libx.so.1"], Runpath = folder })
            .Directory(folder, folderMode).File(folder + "/libx.so.1", new TestElf { Soname = "libx.so.1" }.ToArray(), mode));
        (await image.Config("User", user).Entrypoint("app").ReadAsync()).CheckStart().Headline.Should().Be(sentence);
    }

    [Fact]
    public async Task A_zone_without_its_file_is_noted()
    {
        (await Image().Env("TZ=Europe/Berlin").Cmd("app").ReadAsync()).CheckStart().Notes.Should().ContainSingle().Which.Should().Be("TZ=Europe/Berlin has no zone file");
        (await Image().Env("TZ=UTC").Cmd("app").ReadAsync()).CheckStart().Notes.Should().BeEmpty();
    }

    private static TestImage Private() => Image().Layer(l => l.Directory("/private").Directory("/closed", 0b111_000_000).File("/private/owned", Debian.App.ToArray(), 0b111_000_000, user: 1001)
        .File("/private/grouped", Debian.App.ToArray(), 0b111_101_000, group: 999).Program("/closed/app", Debian.App).Link("/usr/bin/linked", "/closed/app")
            .Script("/closed/script", "#!/bin/sh\n").File("/private/unreadable", "#!/bin/sh\n", 0b111_001_001));

    private static TestImage Image() => Debian.Image().Layer(l => l
        .Program("/usr/bin/app", Debian.App).Program("/usr/bin/tini", Debian.App).File("/usr/bin/plain", Debian.App.ToArray())
        .Script("/opt/script", "#!/bin/sh\nexec something \"$1\"\n").Script("/opt/passes", "#!/bin/sh\nset -e\nexport A=1\nexec \"$@\"\n")
        .Script("/opt/hands", "#!/bin/sh\nset -e\nexec tini -- \"$@\"\n").Script("/opt/first", "#!/bin/sh\nexec \"$1\"\n").Script("/opt/setup", "MZ\0\0").Program("/opt/busybox", Debian.App)
            .Program("/usr/bin/gosu", Debian.App).Program("/usr/bin/setpriv", Debian.App).Program("/usr/bin/su-exec", Debian.App)
                .Script("/opt/asks", "#!/bin/sh\ncase $1 in serve) exec app;; esac\nexec \"$@\"\n").Script("/opt/run-text", "echo\n").File("/opt/text", "#!/bin/sh\n").Script("/opt/empty", "")
        .Script("/opt/crlf", "#!/bin/sh\r\n").Script("/opt/python", "#!/usr/bin/env python3\n").Program("/opt/arm", new TestElf { Machine = TestElf.Arm64, Type = 2, IsStatic = true })
        .Program("/opt/needy", Debian.App with { Needed = ["libx.so.1"] }).Link("/opt/link", "/nowhere"));
}
