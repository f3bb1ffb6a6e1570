using System.Text.Json.Nodes;

namespace InfraSpecs.Images.Tests.Policies.Secrets;

/// <summary>The secrets here are none, and are put together here so that nobody's scanner takes them for some.</summary>
public sealed class SecretScanTests
{
    private const string Body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7";
    private static readonly string Key = $"-----BEGIN {"PRIVATE"} KEY-----\n{Body}\n-----END {"PRIVATE"} KEY-----\n";

    public static TheoryData<string, string, SecretKind> Shapes() => new()
    {
        { Key, "private key", SecretKind.PrivateKey },
        { $"{{\"private_key\":\"{Key.ReplaceLineEndings("\\n")}\"}}", "private key", SecretKind.PrivateKey },
        { $"-----BEGIN RSA {"PRIVATE"} KEY-----\r\nProc-Type: 4,ENCRYPTED\r\nDEK-Info: AES-128-CBC,00\r\n\r\n{Body}\r\n", "private key", SecretKind.PrivateKey },
        { $"key: |\n  -----BEGIN OPENSSH {"PRIVATE"} KEY-----\n  {Body}\n", "private key", SecretKind.PrivateKey },
        { $"-----BEGIN PGP {"PRIVATE"} KEY BLOCK-----\nVersion: 1\n\n{Body}\n", "private key", SecretKind.PrivateKey },
        { $"id={"AK" + "IA"}{new string('Q', 16)}\n", "access key of AWS", SecretKind.Token },
        { $"t={"gh" + "p_"}{new string('a', 36)}", "token of GitHub", SecretKind.Token },
        { $"{"glp" + "at-"}{new string('a', 20)}", "token of GitLab", SecretKind.Token },
        { $"{"xo" + "xb"}-1234567890-{new string('a', 24)}", "token of Slack", SecretKind.Token },
        { $"{"AI" + "za"}{new string('a', 35)}", "key of Google", SecretKind.Token },
        { $"data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVkt{new string('A', 60)}", "private key in Base64", SecretKind.PrivateKey },
        { $"{"hv" + "s."}{new string('a', 24)}", "token of Vault", SecretKind.Token },
        { $"{"h" + "f_"}{new string('a', 34)}", "token of Hugging Face", SecretKind.Token },
        { $"x=1;{"Account" + "Key="}{new string('a', 86)}==", "key of Azure's storage", SecretKind.Token },
        { $"{"np" + "m_"}{new string('a', 36)}", "token of npm", SecretKind.Token },
        { $"{"ey" + "J"}{new string('a', 20)}.eyJ{new string('b', 20)}.{new string('c', 43)}", "JSON Web Token", SecretKind.Token },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_key_or_token_is_found_by_its_form_and_not_shown(string content, string what, SecretKind kind)
    {
        var image = await new TestImage().Layer(l => l.File("/opt/app.bin", "first\n" + content)).ReadAsync();
        var found = image.FindSecrets().Findings.Should().ContainSingle().Which;
        (found.Kind, found.What, found.Place).Should().Be((kind, what, "/opt/app.bin"));
        found.ToString().Should().MatchRegex($@"^/opt/app\.bin:[23]: {what}$");
    }

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("  <match value=\"-----BEGIN RSA PRIVATE KEY-----\" type=\"string\"/>")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\n")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\n")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("AKIA1234")]
    [InlineData("xxAKIAQQQQQQQQQQQQQQQQ")]
    [InlineData("ghp_short eyJ.eyJ.x glpat-x")]
    [InlineData("password = hunter2-in-a-library")]
    public async Task What_only_looks_like_one_is_not(string content)
    {
        var image = await new TestImage().Layer(l => l.File("/usr/share/x", content)).ReadAsync();
        image.FindSecrets().Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task A_programs_own_test_keys_do_not_count()
    {
        var image = await new TestImage().Layer(l => l.File("/usr/lib/libx.so", "\u007fELF" + new string('\u0001', 60) + Key)).ReadAsync();
        image.FindSecrets().Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("/app/.env", "/app/.env: file of environment variables")]
    [InlineData("/app/.env.production", "/app/.env.production: file of environment variables")]
    [InlineData("/src/.git/HEAD", "/src/.git: repository, with all that was ever committed")]
    [InlineData("/root/.netrc", "/root/.netrc: credentials")]
    [InlineData("/root/.aws/credentials", "/root/.aws/credentials: credentials")]
    [InlineData("/home/x/.kube/config", "/home/x/.kube/config: credentials")]
    [InlineData("/root/.ssh/id_ed25519", "/root/.ssh/id_ed25519: private key")]
    [InlineData("/root/.bash_history", "/root/.bash_history: what was typed into a shell")]
    public async Task A_file_is_one_by_its_name(string path, string finding)
    {
        var image = await new TestImage().Layer(l => l.File(path, "x\n")).ReadAsync();
        image.FindSecrets().Findings.Select(it => it.ToString()).Should().Equal(finding);
    }

    [Theory]
    [InlineData("/app/.env.example", "A=b")]
    [InlineData("/app/.environment", "A=b")]
    [InlineData("/usr/lib/node_modules/npm/.npmrc", "registry=https://example.test/\n")]
    [InlineData("/root/.docker/config.json", "{\"credsStore\":\"x\"}")]
    [InlineData("/app/.npmrc", "//registry.example.test/:_authToken=${NPM_TOKEN}\nalways-auth=true\n")]
    [InlineData("/app/.yarnrc.yml", "npmAuthToken: \"${NPM_TOKEN}\"\nnpmAlwaysAuth: true\n")]
    [InlineData("/root/.m2/settings.xml", "<password>${env.MAVEN_PASSWORD}</password>")]
    [InlineData("/etc/pip.conf", "[global]\nindex-url = https://pypi.example.test/simple\n")]
    [InlineData("/etc/apt/sources.list.d/debian.sources", "URIs: http://deb.example.test/debian\n")]
    [InlineData("/etc/ssl/certs/ca.pem", "-----BEGIN CERTIFICATE-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\n")]
    [InlineData("/root/.bash_history", "")]
    [InlineData("/root/.ssh/id_rsa.pub", "ssh-rsa AAAA")]
    public async Task A_name_alone_is_not_enough_where_most_such_files_hold_none(string path, string content)
    {
        var image = await new TestImage().Layer(l => l.File(path, content)).ReadAsync();
        image.FindSecrets().Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("/root/.npmrc", "//registry.example.test/:_authToken=abc\n", "credentials of a package registry")]
    [InlineData("/root/.docker/config.json", "{\"auths\":{\"x\":{\"auth\":\"eDp5\"}}}", "credentials of an image registry")]
    [InlineData("/root/.my.cnf", "[client]\npassword = x\n", "credentials of MySQL")]
    [InlineData("/app/.yarnrc.yml", "npmAuthToken: \"abc\"\n", "credentials of a package registry")]
    [InlineData("/etc/pip.conf", "[global]\nindex-url = https://me:hunter2@pypi.example.test/simple\n", "credentials of a package registry")]
    [InlineData("/root/.m2/settings.xml", "<server><password>hunter2</password></server>", "credentials of a package registry")]
    [InlineData("/root/.nuget/NuGet/NuGet.Config", "<add key=\"ClearTextPassword\" value=\"hunter2\" />", "credentials of a package registry")]
    [InlineData("/etc/apt/auth.conf.d/private.conf", "machine x login y password z", "credentials")]
    public async Task And_is_where_they_do(string path, string content, string what)
    {
        var image = await new TestImage().Layer(l => l.File(path, content)).ReadAsync();
        image.FindSecrets().Findings.Select(it => it.What).Should().Equal(what);
    }

    [Theory]
    [InlineData("DB_PASSWORD=hunter2", "env DB_PASSWORD: DB_PASSWORD is given a value")]
    [InlineData("github_token=abc", "env github_token: github_token is given a value")]
    [InlineData("ApiKey=abc", "env ApiKey: ApiKey is given a value")]
    [InlineData("AWS_SECRET_ACCESS_KEY=abc", "env AWS_SECRET_ACCESS_KEY: AWS_SECRET_ACCESS_KEY is given a value")]
    [InlineData("DB_PASS=a b c", "env DB_PASS: DB_PASS is given a value")]
    [InlineData("SECRET_KEY_BASE=abc", "env SECRET_KEY_BASE: SECRET_KEY_BASE is given a value")]
    [InlineData("RAILS_MASTER_KEY=abc", "env RAILS_MASTER_KEY: RAILS_MASTER_KEY is given a value")]
    [InlineData("REDIS_URL=redis://:hunter2@cache:6379/0", "env REDIS_URL: password or token in an address or header")]
    [InlineData("DATABASE_URL=postgres://app:hunter2@db/app", "env DATABASE_URL: password or token in an address or header")]
    public async Task A_variable_is_one_by_its_name_or_value(string variable, string finding)
    {
        var image = await new TestImage().Config("Env", new JsonArray("PATH=/usr/bin", variable)).Layer(l => l.File("/x")).ReadAsync();
        image.FindSecrets().Findings.Select(it => it.ToString()).Should().Equal(finding);
        SecretMask.Variable(variable).Should().Be(variable[..(variable.IndexOf('=') + 1)] + "***");
    }

    [Theory]
    [InlineData("MYSQL_ALLOW_EMPTY_PASSWORD=yes")]
    [InlineData("DB_PASSWORD_FILE=/run/secrets/db")]
    [InlineData("DB_PASSWORD=/run/secrets/db")]
    [InlineData("DB_PASSWORD=")]
    [InlineData("DB_PASSWORD=$OTHER")]
    [InlineData("PWD=/app")]
    [InlineData("BYPASS=all")]
    [InlineData("TOKEN_TTL=3600")]
    [InlineData("GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D")]
    [InlineData("SITE=https://example.test:8443/a@b")]
    public async Task A_variable_is_none_where_its_value_is_no_secret(string variable)
    {
        var image = await new TestImage().Config("Env", new JsonArray(variable)).Layer(l => l.File("/x")).ReadAsync();
        image.FindSecrets().Findings.Should().BeEmpty();
        SecretMask.Variable(variable).Should().Be(variable);
    }

    [Theory]
    [InlineData("RUN |1 NPM_TOKEN=hunter2 /bin/sh -c npm ci # buildkit", "history 1: NPM_TOKEN is given a value")]
    [InlineData("RUN /bin/sh -c app --admin-password hunter2", "history 1: admin-password is given a value")]
    [InlineData("RUN /bin/sh -c curl -H 'Authorization: Bearer hunter2hunter2' x", "history 1: password or token in an address or header")]
    [InlineData("RUN /bin/sh -c curl -fsSL -u me:hunter2 https://example.test/x", "history 1: password or token in an address or header")]
    [InlineData("RUN /bin/sh -c echo 'root:hunter2' | chpasswd", "history 1: chpasswd is given a value")]
    [InlineData("RUN /bin/sh -c sshpass -p hunter2 ssh x", "history 1: sshpass is given a value")]
    [InlineData("RUN /bin/sh -c git clone https://me:hunter2@example.test/x", "history 1: password or token in an address or header")]
    [InlineData("/bin/sh -c #(nop)  ENV ROOT_PASSWORD=hunter2", "history 1: ROOT_PASSWORD is given a value")]
    public async Task A_command_of_the_build_gives_one_away(string command, string finding)
    {
        var image = await new TestImage().Layer(l => l.File("/x"), command).ReadAsync();
        image.FindSecrets().Findings.Select(it => it.ToString()).Should().Equal(finding);
        SecretMask.Text(command).Should().NotContain("hunter2").And.Contain("***");
    }

    [Theory]
    [InlineData("RUN --mount=type=secret,id=npm_token /bin/sh -c TOKEN=$(cat /run/secrets/npm_token) npm ci")]
    [InlineData("RUN /bin/sh -c curl -u $LOGIN https://example.test/ && chown -u x && echo \"root:$ROOT_PW\" | chpasswd && id -u 1000:1000")]
    [InlineData("RUN /bin/sh -c curl -fsSL https://example.test/x.tar && gosu --user 1000:1000 x")]
    [InlineData("RUN /bin/sh -c sed -i 's/password=.*/password=$X/' /etc/app")]
    [InlineData("RUN /bin/sh -c apt-get install -y libsecret-1-0 passwd")]
    public async Task A_command_that_names_one_does_not(string command)
    {
        var image = await new TestImage().Layer(l => l.File("/x"), command).ReadAsync();
        image.FindSecrets().Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task A_variable_and_the_step_that_sets_it_are_one_finding()
    {
        var image = await new TestImage().Config("Env", new JsonArray("A_TOKEN=hunter2")).Layer(l => l.File("/x"), "ENV A_TOKEN=hunter2").ReadAsync();
        image.FindSecrets().Findings.Select(it => it.Place).Should().Equal("env A_TOKEN");
    }

    [Fact]
    public async Task Configuration_counts_below_the_working_directory_and_not_what_others_wrote()
    {
        var image = await new TestImage().Config("WorkingDir", "/app").Layer(l => l
            .File("/app/config/app.yml", "db:\n  user: app\n  password: hunter2\n").File("/app/appsettings.json", "{\"ApiKey\":\"hunter2\"}").File("/app/readme.txt", "password: hunter2")
            .File("/app/node_modules/x/test.json", "{\"password\":\"hunter2\"}").File("/etc/other.yml", "password: hunter2")).ReadAsync();
        image.FindSecrets().Findings.Select(it => it.ToString()).Should().Equal("/app/appsettings.json:1: ApiKey is given a value", "/app/config/app.yml:3: password is given a value");
    }

    [Fact]
    public async Task A_file_that_was_deleted_later_counts_and_is_said_to_be()
    {
        var image = await new TestImage().Layer(l => l.Directory("/root").File("/root/key", Key)).Layer(l => l.Gone("/root/key")).ReadAsync();
        image.FindSecrets().Findings.Select(it => it.ToString()).Should().Equal("/root/key:1: private key (deleted or overwritten later, and still in layer 0)");
    }

    [Theory]
    [InlineData(0)]
    [InlineData((1 << 18) - 4096)]
    [InlineData((1 << 18) - 1)]
    [InlineData(1 << 18)]
    [InlineData(1_234_567)]
    [InlineData(3_000_000)]
    public async Task A_file_that_is_not_kept_is_looked_into_too(int before)
    {
        var lines = Lines(before) + "\n";
        var image = await new TestImage().Layer(l => l.Directory("/data").File("/data/dump.sql", lines + Key + Lines(3_100_000 - before))).Layer(l => l.Gone("/data/dump.sql")).ReadAsync();
        image.FindSecrets().Findings.Select(it => it.ToString()).Should()
            .Equal($"/data/dump.sql:{lines.Count(it => it == '\n') + 1}: private key (deleted or overwritten later, and still in layer 0)");
        image.FindSecrets().ToString().Should().StartWith("test/image:latest: 1 secret in 1 file, the environment and the history\n");
        var claim = () => image.Should().HaveNoSecrets();
        claim.Should().Throw<Exception>().WithMessage("*to have no secrets, but found /data/dump.sql:*: private key*");
    }

    [Theory]
    [InlineData((1 << 18) - 2)]
    [InlineData((1 << 18) - 4097)]
    [InlineData((1 << 18) - 4096)]
    [InlineData((1 << 18) - 4095)]
    [InlineData(500_000)]
    public async Task What_only_looks_like_one_is_none_in_a_file_that_is_not_kept_either(int before)
    {
        var word = $"x{"AK" + "IA"}{new string('Q', 16)} {"AK" + "IA"}{new string('Q', 40)}";
        var image = await new TestImage().Layer(l => l.File("/dump", new string('.', before) + word + new string('.', 1 << 20))).ReadAsync();
        image.FindSecrets().Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_kinds_in_a_file_that_is_not_kept_are_two_and_in_what_is_no_text_have_no_line()
    {
        var image = await new TestImage().Layer(l => l.File("/backup.tar", new string('\0', 700_000) + "gh" + "p_" + new string('a', 36) + "\n" + new string('\0', 700_000) + Key)).ReadAsync();
        image.FindSecrets().Findings.Select(it => it.ToString()).Should().Equal("/backup.tar: token of GitHub", "/backup.tar: private key");
    }

    [Fact]
    public async Task What_is_between_the_holes_of_a_file_is_looked_into()
    {
        var content = RawTar.Latin1(Key);
        var tar = new RawTar().Pax(("GNU.sparse.size", $"{20L << 30}"), ("GNU.sparse.map", $"{10L << 30},{content.Length}")).Entry('0', "disk.img", content).ToArray();
        var image = await new TestImage().Layer(tar).ReadAsync();
        image.FindSecrets().Findings.Select(it => it.ToString()).Should().Equal("/disk.img: private key");
    }

    [Fact]
    public async Task What_is_not_looked_into_is_said()
    {
        var image = await new TestImage().Layer(l => l.File("/data/dump.sql", new string('x', (1 << 20) + 1)).File("/lib/x.so", "\u007fELF").File("/a", "x")).ReadAsync();
        image.FindSecrets().ToString().Should().Be("test/image:latest: no secrets in 2 files, the environment and the history; 1 program was not looked into");
        image.FindSecrets().NotScanned.Should().Equal("/lib/x.so");
    }

    [Theory]
    [InlineData("Cmd", "app --db-password hunter2", "cmd: db-password is given a value")]
    [InlineData("Entrypoint", "sh -c exec app --url redis://:hunter2@cache/0", "entrypoint: password or token in an address or header")]
    public async Task What_is_run_gives_one_away(string what, string words, string finding)
    {
        var image = await new TestImage().Config(what, new JsonArray([.. words.Split(' ').Select(it => (JsonNode)it)])).Layer(l => l.File("/x"), "import").ReadAsync();
        image.FindSecrets().Findings.Select(it => it.ToString()).Should().Equal(finding);
    }

    [Fact]
    public async Task No_failure_shows_what_a_command_or_a_label_gives_away()
    {
        var image = await new TestImage().Config("Cmd", new JsonArray("app", "--db-password", "hunter2", "--token=hunter2", "--port", "80"))
            .Config("Labels", new JsonObject { ["api_token"] = "hunter2" })
            .Layer(l => l.File("/x"), "import").ReadAsync();
        Action[] claims = [() => image.Should().HaveCmd("app"), () => image.Should().HaveLabel("api_token", "other"), () => image.Should().NotHaveLabel("api_token"),
            () => image.Should().NotRunAsRoot()];
        foreach (var claim in claims) claim.Should().Throw<Exception>().Which.Message.Should().NotContain("hunter2").And.Contain("""["app","--db-password","***","--token=***","--port","80"]""");
        SecretMask.Words(["curl", "-u", "me:hunter2", "http://localhost"]).Should().Equal("curl", "-u", "***", "http://localhost");
    }

    [Fact]
    public async Task Labels_and_health_checks_give_one_away_and_their_steps_are_not_said_again()
    {
        var image = await new TestImage().Config("Labels", new JsonObject { ["api_token"] = "hunter2", ["maintainer"] = "me@example.test" })
            .Config("Healthcheck", new JsonObject { ["Test"] = new JsonArray("CMD-SHELL", "curl -fsu admin:hunter2 http://localhost/") })
            .Layer(l => l.File("/x"), "LABEL api_token=hunter2").Layer(l => l.File("/y"), "HEALTHCHECK &{[\"CMD-SHELL\" \"curl -fsu admin:hunter2 http://localhost/\"]").ReadAsync();
        image.FindSecrets().Findings.Select(it => it.ToString()).Should().Equal("label api_token: api_token is given a value", "healthcheck: password or token in an address or header");
    }

    private static string Lines(int length) => string.Concat(Enumerable.Repeat("INSERT INTO t VALUES (1);\n", length / 26)) + new string('x', length % 26);

    [Fact]
    public async Task Places_can_be_excepted()
    {
        var image = await new TestImage().Config("Env", new JsonArray("A_TOKEN=x1", "B_TOKEN=x2")).Layer(l => l.File("/etc/keys/a.pem", Key).File("/srv/.env", "x"), "RUN A_PASSWORD=xx2 x")
            .ReadAsync();
        image.FindSecrets().Findings.Should().HaveCount(5);
        image.FindSecrets(["/etc/keys/*.pem", "/srv/.env", "env A_TOKEN", "history 1"]).Findings.Select(it => it.Place).Should().Equal("env B_TOKEN");
    }

    [Fact]
    public async Task A_file_full_of_beginnings_is_read_in_one_go()
    {
        var image = await new TestImage().Layer(l => l.File("/x", string.Concat(Enumerable.Repeat("eyJ.eyJ-----BEGIN xox", 40_000)) + Key)).ReadAsync();
        image.FindSecrets().Findings.Select(it => it.What).Should().Equal("private key");
    }
}
