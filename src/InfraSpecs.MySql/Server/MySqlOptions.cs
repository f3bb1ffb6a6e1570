using System.Text;
using DotNet.Testcontainers.Builders;

namespace InfraSpecs.MySql;

/// <summary>Which MySQL or MariaDB server to start, with the choices that the official images offer.</summary>
public sealed record MySqlOptions
{
    /// <summary>An image that follows the official images' contract: an image source by name ("mysql", "mariadb"), or a reference, as
    /// mysql:8.4, mysql:5.7 or mariadb:11.</summary>
    /// <value>Default "mysql".</value>
    public string Image { get; init; } = "mysql";

    /// <summary>The database that is created with the data, and that connections use. MYSQL_DATABASE.</summary>
    /// <value>Default null: none.</value>
    public string? Database { get; init; }

    /// <summary>A user that is created with the data and may do anything in <see cref="Database"/>. MYSQL_USER.</summary>
    /// <value>Default null: connections are root's.</value>
    public string? User { get; init; }

    /// <summary>The password of <see cref="User"/>. MYSQL_PASSWORD.</summary>
    /// <value>Default empty; a user must have one.</value>
    public string Password { get; init; } = "";

    /// <summary>The password of root. MYSQL_ROOT_PASSWORD.</summary>
    /// <value>Default empty: one is generated, the same for all servers of an engine, unless <see cref="Environment"/> says how root gets one. It is in
    /// <see cref="MySqlServer.RootConnectionString"/>.</value>
    public string RootPassword { get; init; } = "";

    /// <summary>Root has no password, as in the tutorial: whoever reaches the server may do anything. MYSQL_ALLOW_EMPTY_PASSWORD.</summary>
    /// <value>Default false.</value>
    public bool AllowEmptyPassword { get; init; }

    /// <summary>Publishes the server's port on every address of the engine's machine, so that everybody who reaches that machine reaches it. Root must have a password then.</summary>
    /// <value>Default false: on 127.0.0.1 there, and forwarded to this machine's 127.0.0.1 where the engine is elsewhere.</value>
    public bool PublishOnAllAddresses { get; init; }

    /// <summary>What is run once, when the data is made, in the order of the names. /docker-entrypoint-initdb.d.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<InitScript> InitScripts { get; init; } = [];

    /// <summary>The server's own arguments, as "--character-set-server=utf8mb4".</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Further variables of the container, as MYSQL_INITDB_SKIP_TZINFO or TZ. Passwords belong into the properties above.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The data volume container whose volume the server writes to. What is in it already is used as it is, with its own users and
    /// passwords.</summary>
    /// <value>Default null: a volume of the server's own, which goes with it.</value>
    public DataVolumeContainer? Data { get; init; }

    /// <summary>Where the image keeps its data.</summary>
    /// <value>Default "/var/lib/mysql".</value>
    public string DataDirectory { get; init; } = "/var/lib/mysql";

    /// <summary>
    /// Start from a copy of an initialised data directory that is kept on the engine in a golden volume, made once for each image and
    /// options. Data that is already there is never touched.
    /// </summary>
    /// <value>Default null: yes, unless <see cref="Configure"/> is set, since what it means for new data cannot be seen.</value>
    public bool? Golden { get; init; }

    /// <summary>How long it may take until the server answers, each time it is started.</summary>
    /// <value>Default 2 minutes.</value>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The last word on the container before it is created: a network, mounts, a wait of your own, which comes before
    /// the one that is always there.</summary>
    /// <value>Default null: nothing.</value>
    public Func<ContainerBuilder, ContainerBuilder>? Configure { get; init; }

    /// <summary>The password of root is the one that all servers of the engine have where none is given.</summary>
    internal bool IsRootTheEngines { get; init; }

    internal bool UsesGolden => Golden ?? Configure is null;

    /// <summary>As whom connections come: the user, or root where there is none.</summary>
    internal (string Name, string Password) Account => User is { } user ? (user, Password) : ("root", RootPassword);

    /// <summary>By one of the images' own variables.</summary>
    private bool IsRootSaidByEnvironment => Environment.Keys.Any(name =>
        name is "MYSQL_ALLOW_EMPTY_PASSWORD" or "MARIADB_ALLOW_EMPTY_PASSWORD" or "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD"
            or "MYSQL_ROOT_PASSWORD" or "MARIADB_ROOT_PASSWORD" or "MYSQL_ROOT_PASSWORD_FILE" or "MARIADB_ROOT_PASSWORD_FILE"
            or "MARIADB_ROOT_PASSWORD_HASH" or "MYSQL_RANDOM_ROOT_PASSWORD" or "MARIADB_RANDOM_ROOT_PASSWORD");

    /// <inheritdoc/>
    public override string ToString() => $"{Image}, database {Database ?? "none"}, as {Account.Name}";

    /// <summary>The same, with a password for root where it has none and is not to have none.</summary>
    internal async Task<MySqlOptions> WithPasswordsAsync(Engine engine, CancellationToken token) =>
        RootPassword.Length > 0 || AllowEmptyPassword || IsRootSaidByEnvironment ? this : await GeneratedPassword.SetAsync(this, engine, token);

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (string.IsNullOrWhiteSpace(Image), "Image is empty; name an image source or an image."),
        (Database is not null && string.IsNullOrWhiteSpace(Database), "Database is empty; leave it null for none."),
        (User is not null && string.IsNullOrWhiteSpace(User), "User is empty; leave it null for root."),
        (User is "root", "User is root, which every server has; leave User null and set RootPassword."),
        (User is not null && Password.Length == 0, "User is set without Password; the official images then create no user."),
        (User is null && Password.Length > 0, "Password is set without User; root's is RootPassword."),
        (AllowEmptyPassword && RootPassword.Length > 0, "AllowEmptyPassword is true, and RootPassword is set; one of them cannot be meant."),
        (PublishOnAllAddresses && (AllowEmptyPassword || Environment.Keys.Any(name => name.Contains("ALLOW_EMPTY", StringComparison.Ordinal))),
            "PublishOnAllAddresses is true, and root has no password; everybody who reaches the engine's machine could do anything. Set RootPassword."),
        (HasLineEnd(Password) || HasLineEnd(RootPassword), "A password has a line end or a NUL in it, which the images cannot take."),
        (!DataDirectory.StartsWith('/'), $"DataDirectory is '{DataDirectory}'; it must be an absolute path in the container."),
        (InitScripts.Any(script => !script.IsNamedWell), "An init script's name must be a plain file name that ends in .sql, .sql.gz or .sh."),
        (InitScripts.DistinctBy(script => script.Name).Count() != InitScripts.Count, "Two init scripts have the same name."),
        (ReadyWithin <= TimeSpan.Zero, $"ReadyWithin is {ReadyWithin}; it must be more than zero."),
    ]);

    private static bool HasLineEnd(string password) => password.AsSpan().ContainsAny('\r', '\n', '\0');
}

/// <summary>A file in /docker-entrypoint-initdb.d.</summary>
/// <param name="Name">Its file name, which ends in .sql, .sql.gz or .sh and decides when its turn comes.</param>
/// <param name="Content">What is in it.</param>
public sealed record InitScript(string Name, ReadOnlyMemory<byte> Content)
{
    private static readonly string[] Endings = [".sql", ".sql.gz", ".sh"];

    /// <summary>A script as text.</summary>
    /// <param name="name">Its file name.</param>
    /// <param name="text">What is in it.</param>
    public InitScript(string name, string text)
        : this(name, Encoding.UTF8.GetBytes(text))
    {
    }

    internal bool IsNamedWell => !Name.Contains('/') && Endings.Any(ending => Name.EndsWith(ending, StringComparison.Ordinal) && Name.Length > ending.Length);
}
