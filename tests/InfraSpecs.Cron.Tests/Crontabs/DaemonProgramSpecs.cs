using System.Text;
using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Crontabs;

public sealed class DaemonProgramSpecs
{
    [Theory]
    [InlineData("…\0BusyBox v1.37.0 (Debian 1:1.37.0-6+b8)\0…", CronDaemon.Busybox)]
    [InlineData("…\0RANDOM_DELAY will be scaled with factor %d%% if used.\0…", CronDaemon.Cronie)]
    [InlineData("…\0Running @reboot jobs\0…", CronDaemon.Debian)]
    [InlineData("…\0fcron\0…", null)]
    public void A_daemon_is_known_by_what_is_in_its_program(string program, CronDaemon? daemon) =>
        DaemonProgram.Identify(Encoding.UTF8.GetBytes(program)).Should().Be(daemon);

    [Fact]
    public void The_first_name_of_a_number_counts_and_what_is_no_user_is_passed_over() =>
        new[] { 0, 33, 34 }.ToDictionary(
            it => it,
            (Files() with { Users = CronUser.Read("root:x:0:0:root:/root:/bin/bash\ntoor:x:0:0::/root:/bin/sh\n\n# no user\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n", "") }).NameOf)
            .Should().BeEquivalentTo(new Dictionary<int, string> { [0] = "root", [33] = "www-data", [34] = "34" });
}
