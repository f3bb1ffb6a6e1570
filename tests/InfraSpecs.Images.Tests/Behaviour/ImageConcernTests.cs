using static InfraSpecs.Images.Tests.Behaviour.Given;

namespace InfraSpecs.Images.Tests.Behaviour;

public sealed class ImageConcernTests
{
    public static TheoryData<string, string[], string> Containers => new()
    {
        { "a master and its workers", ["1 0 /usr/sbin/nginx nginx:_master", "7 1 /usr/sbin/nginx nginx:_worker", "8 1 /usr/sbin/nginx nginx:_worker"], "nginx" },
        { "servers that rename themselves", ["1 0 /usr/lib/postgresql/17/bin/postgres postgres", "30 1 /usr/lib/postgresql/17/bin/postgres postgres:_checkpointer"], "postgres" },
        { "a program under a shell", ["1 0 /usr/bin/dash sh -c app", "7 1 /app app"], "app" },
        { "a program under an init", ["1 0 /usr/bin/tini tini -- /app", "7 1 /app app"], "app" },
        { "two under a supervisor", ["1 0 /usr/bin/python3.13 python3 /usr/bin/supervisord -n", "7 1 /usr/sbin/nginx nginx", "8 1 /usr/sbin/php-fpm php-fpm"], "nginx|php-fpm" },
        { "cron beside an app", ["1 0 /usr/bin/bash bash /start.sh", "7 1 /usr/sbin/cron cron", "9 1 /app app"], "cron|app" },
        { "cron, and its log shown", ["1 0 /usr/bin/dash sh -c x", "7 1 /usr/sbin/cron cron", "9 1 /usr/bin/tail tail -f /var/log/cron.log"], "cron" },
        { "a daemon that left its starter", ["1 0 /usr/bin/sleep sleep infinity", "12 1 /usr/sbin/sshd sshd"], "sshd" },
        { "nothing but a wait", ["1 0 /usr/bin/sleep sleep infinity"], "sleep" },
        { "a shell's own loop", ["1 0 /usr/bin/dash sh /loop.sh", "7 1 /usr/bin/sleep sleep 60"], "sh" },
        { "a shell's loop under an init", ["1 0 /sbin/docker-init docker-init -- bash", "7 1 /usr/bin/bash bash /loop.sh", "9 7 /usr/bin/sleep sleep 60"], "bash" },
        { "busybox by its parts", ["1 0 /bin/busybox sh -c x", "7 1 /bin/busybox crond -f", "9 1 /bin/busybox httpd -f"], "crond|httpd" },
        { "busybox by its own name", ["1 0 /bin/busybox busybox httpd -f"], "httpd" },
        { "two scripts of one interpreter", ["1 0 /usr/bin/dash sh x", "7 1 /usr/bin/python3.13 python3 -u /app/web.py", "9 1 /usr/bin/python3.13 python3 worker.py --queue a"],
            "python3.13 web.py|python3.13 worker.py" },
        { "copies of an interpreter", ["1 0 /usr/bin/python3.13 python3 app.py", "7 1 /usr/bin/python3.13 python3 -c from_multiprocessing", "8 1 /usr/bin/python3.13 python3 app.py"],
            "python3.13 app.py" },
        { "modules", ["1 0 /usr/bin/python3.13 python3 -m http.server"], "python3.13 http.server" },
        { "titles in place of command lines", ["1 0 /usr/bin/python3.13 gunicorn:_master_[app]", "7 1 /usr/bin/python3.13 gunicorn:_worker_[app]"], "python3.13 gunicorn" },
        { "a script of busybox' shell", ["1 0 /bin/busybox /bin/sh /entrypoint.sh", "7 1 /app app"], "app" },
        { "a file that is called by a link", ["1 0 /usr/bin/redis-check-rdb redis-server_*:6379", "9 1 /usr/bin/redis-check-rdb redis-rdb-bgsave_*:6379"], "redis-server" },
        { "another user's program", ["1 0 /usr/bin/su su postgres -c x", "8 1 /usr/lib/postgresql/17/bin/postgres postgres"], "postgres" },
        { "npm", ["1 0 /usr/bin/node npm_start", "18 1 /usr/bin/dash sh -c node_server.js", "19 18 /usr/bin/node node server.js"], "node server.js" },
        { "java", ["1 0 /usr/lib/jvm/bin/java java -Xmx1g -jar /srv/app.jar --port 1"], "java app.jar" },
        { "java with a class path", ["1 0 /usr/lib/jvm/bin/java java -cp /a.jar com.example.Main"], "java com.example.Main" },
        { "a job that takes long", ["1 0 /usr/sbin/cron cron -f", "7 1 /usr/sbin/cron CRON -f", "8 7 /usr/bin/dash sh -c backup", "9 8 /usr/bin/tar tar cf x"], "cron" },
        { "a job of a cron beside an app", ["1 0 /usr/bin/dash sh -c x", "5 1 /app app", "6 1 /usr/sbin/cron cron", "9 6 /usr/bin/tar tar cf x"], "app|cron" },
        { "a program whose file is not seen", ["1 0 - cron -f"], "cron" },
        { "a process from outside", ["1 0 /app app", "30 0 /usr/bin/dash sh -c check", "31 30 /usr/bin/curl curl"], "app" },
        { "a node that has a daemon of its own", ["1 0 /usr/bin/dockerd dockerd", "30 1 /usr/bin/containerd containerd"], "dockerd|containerd" },
    };

    [Theory]
    [MemberData(nameof(Containers))]
    public void Programs_are_counted_by_what_they_are(string name, string[] rows, string expected)
    {
        var concern = Concern([], [.. rows.Select(Read)]);
        string.Join('|', concern.Programs.Select(it => it.Name)).Should().Be(expected, name);
        concern.FindBreaches(new DeclaredConcern()).Should().HaveCount(expected.Contains('|') ? 1 : 0);
    }

    [Fact]
    public void What_is_gone_at_the_second_look_and_zombies_do_not_count()
    {
        var lasting = Process(1, 0, "/app");
        var first = new Images.Behaviour.InsideLook([lasting, Process(8, 1, "/usr/bin/gone"), Process(9, 1, "/usr/bin/zombie") with { IsZombie = true }], []);
        var second = first with { Processes = [lasting, Process(8, 1, "/usr/bin/another") with { Start = 99 }, first.Processes[2]] };
        ImageConcern.Judge("a", new Images.Behaviour.DeclaredByImage("", "", [], false, default), first, second).Programs.Select(it => it.Name).Should().Equal("app");
    }

    [Fact]
    public void Ports_must_be_those_that_are_exposed()
    {
        var concern = Concern(["80/tcp", "8443/tcp", "9/sctp"], [Process(1, 0, "/usr/sbin/nginx", "nginx")], Tcp(80, 1), Tcp(9000, 1));
        concern.FindBreaches(new DeclaredConcern()).Should().Equal(
            "`nginx` (pid 1) listens on 9000/tcp, which EXPOSE does not name", "EXPOSE names 8443/tcp, and nothing listens on it");
        concern.FindBreaches(new DeclaredConcern { Ports = ["80", "9000/tcp"] }).Should().BeEmpty();
        concern.FindBreaches(new DeclaredConcern { Ports = [] }).Should().HaveCount(2);
    }

    [Fact]
    public void A_port_of_the_loopback_needs_no_declaration_and_serves_none()
    {
        var inner = Tcp(9000, 1) with { IsLoopbackOnly = true };
        Concern([], [Process(1, 0, "/app")], inner).FindBreaches(new DeclaredConcern()).Should().BeEmpty();
        Concern(["9000/tcp"], [Process(1, 0, "/app")], inner).FindBreaches(new DeclaredConcern()).Should().ContainSingle(it => it.Contains("127.0.0.1 only"));
    }

    [Fact]
    public void A_clients_UDP_socket_is_no_port_unless_it_is_exposed()
    {
        var socket = new ImagePort(40000, "udp", false, [1]) { IsChosen = true };
        Concern([], [Process(1, 0, "/app")], socket).Ports.Should().BeEmpty();
        Concern(["40000/udp"], [Process(1, 0, "/app")], socket).FindBreaches(new DeclaredConcern()).Should().BeEmpty();
    }

    [Fact]
    public void Several_programs_can_be_declared_as_one_concern()
    {
        var node = Concern([], [Process(1, 0, "/usr/bin/dockerd"), Process(30, 1, "/usr/bin/containerd")]);
        node.FindBreaches(new DeclaredConcern { Programs = ["dockerd", "containerd"] }).Should().BeEmpty();
        node.FindBreaches(new DeclaredConcern { Programs = ["dockerd", "buildkitd"] }).Should().Equal(
            "containerd (pid 30) runs, which is not declared", "buildkitd is declared, and does not run for long");
    }

    [Theory]
    [InlineData("http")]
    [InlineData("0")]
    [InlineData("80/tcp/x")]
    [InlineData("65536/tcp")]
    [InlineData("80/icmp")]
    public void What_is_no_port_is_refused(string port) =>
        ((Action)(() => Concern([], [Process(1, 0, "/app")]).FindBreaches(new DeclaredConcern { Ports = [port] }))).Should().Throw<ArgumentException>().WithMessage($"'{port}' is no port*");

    [Fact]
    public void The_evidence_is_the_tree_with_its_ports()
    {
        var concern = Concern([], [Process(1, 0, "/usr/bin/dash", "sh", "-c", "app --password=hush"), Process(7, 1, "/app", "app", "--password=hush")], Tcp(80, 7), Tcp(81));
        concern.ToString().Should().Be("    1 sh -c app --password=***\n    7   app --password=***  80/tcp\nWhose is not seen: 81/tcp");
    }

    private static ImageProcess Read(string row)
    {
        var words = row.Split(' ').Select(it => it.Replace('_', ' ')).ToArray();
        return Process(int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture), int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture),
            words[2] == "-" ? "" : words[2], words[3..]) with { Name = KernelsName(words) };
    }

    // Of what it was started by: a script's interpreter keeps the script's name, and a title changes nothing.
    private static string KernelsName(string[] words) => words[2] switch
    {
        "/usr/bin/redis-check-rdb" => "redis-server",
        "/bin/busybox" => words[^1][(words[^1].LastIndexOf('/') + 1)..],
        "/usr/bin/dash" => "sh",
        "-" => words[3],
        var file => file[(file.LastIndexOf('/') + 1)..],
    };
}
