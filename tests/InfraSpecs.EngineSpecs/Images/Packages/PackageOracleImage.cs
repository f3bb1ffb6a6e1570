using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images.Packages;

/// <summary>An image with dpkg, rpm, sqlite and getcap, which are asked what is right; made once for all specs of a class.</summary>
public sealed class PackageOracleImage(EngineFixture fixture) : IAsyncDisposable
{
    // Three packages of rpm's: one with an epoch, two with more files than a page of the database holds. Each in rpm's sqlite, in a log that was not merged, and in ndb.
    private const string Dockerfile = """
        FROM {BASE}
        RUN apt-get update -o Acquire::Retries=5 \
         && apt-get install -y --no-install-recommends -o Acquire::Retries=5 rpm sqlite3 libcap2-bin \
         && rm -rf /var/lib/apt/lists/*
        RUN <<'EOF'
        set -e
        mkdir /tmp/p && cd /tmp/p
        for i in 3 50 60; do
            printf '%s\n' "Name: demo$i" "Version: 1.$i" 'Release: 2' 'Summary: demo' 'License: none' 'BuildArch: noarch' > $i.spec
            if [ $i = 3 ]; then echo 'Epoch: 1' >> $i.spec; fi
            printf '%s\n' '%description' demo '%install' "mkdir -p %{buildroot}/opt/demo$i" \
                "for f in \$(seq 1 $((i * 5))); do echo \$f > %{buildroot}/opt/demo$i/file-with-a-long-name-\$f; done" '%files' "/opt/demo$i" >> $i.spec
        done
        rpmbuild -bb --define '_topdir /tmp/p' *.spec > /dev/null 2>&1
        rpm --initdb
        rpm -i --nodeps RPMS/noarch/demo*.rpm
        mkdir -p /ndb /log
        rpm --root /ndb --define '_db_backend ndb' --initdb
        rpm --root /ndb --define '_db_backend ndb' -i --justdb --nodeps RPMS/noarch/*.rpm
        cp /var/lib/rpm/rpmdb.sqlite /log/
        sqlite3 /log/rpmdb.sqlite 'PRAGMA journal_mode=WAL' 'PRAGMA wal_autocheckpoint=0' \
            'DELETE FROM Packages WHERE hnum = (SELECT hnum FROM Name WHERE key = "demo50")' '.shell mkdir /log/copy && cp /log/rpmdb.sqlite /log/rpmdb.sqlite-wal /log/copy/'
        mkdir /caps
        set_caps() { echo x > "/caps/$1" && setcap "$2" "/caps/$1"; }
        set_caps 1 cap_net_raw=ep
        set_caps 2 'cap_net_raw=eip cap_chown=ep'
        set_caps 3 'cap_net_raw=p cap_chown=i'
        set_caps 4 =ep
        set_caps 5 'all=p cap_chown-p'
        set_caps 6 cap_checkpoint_restore,cap_net_admin+ep
        echo x > /caps/7 && setcap -n 1000 cap_net_raw=ep /caps/7
        rm -r /tmp/p
        EOF

        """;

    private Task<(string Image, Container Machine)>? _made;

    /// <summary>Its name, and a container of it.</summary>
    public Task<(string Image, Container Machine)> GetAsync() => _made ??= MakeAsync();

    /// <summary>An image of one of its folders, and nothing else.</summary>
    public async Task<string> OnlyAsync(string name, string from, string to)
    {
        var (image, _) = await GetAsync();
        return await InlineImage.BuildAsync(fixture.Engine, name, $"FROM {image} AS source\nFROM scratch\nCOPY --from=source {from} {to}\n", Token);
    }

    /// <summary>What a script says in it.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(string script)
    {
        var (_, machine) = await GetAsync();
        var outcome = await machine.ExecAsync(["sh", "-s"], new ExecOptions { Input = script }, Token);
        outcome.ExitCode.Should().Be(0, outcome.Error);
        return outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public async ValueTask DisposeAsync()
    {
        if (_made is { IsCompletedSuccessfully: true }) await (await _made).Machine.DisposeAsync();
    }

    private async Task<(string, Container)> MakeAsync()
    {
        var engine = fixture.Engine;
        var image = await InlineImage.BuildAsync(engine, "package-oracle", Dockerfile.Replace("{BASE}", await engine.Images.GetAsync("base", Token), StringComparison.Ordinal), Token);
        return (image, await engine.StartAsync(engine.NewContainer(image, "oracle").WithEntrypoint("sleep").WithCommand("2147483647"), Token));
    }
}
