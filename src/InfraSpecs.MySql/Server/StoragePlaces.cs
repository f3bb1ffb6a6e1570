using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>Where a server keeps data, by its own settings and its dictionary. What is temporary does not count.</summary>
internal static class StoragePlaces
{
    // Each names a directory; where it is empty or relative, it is the data directory or in it.
    private static readonly (string Variable, string Holds)[] Directories =
    [
        ("innodb_data_home_dir", "InnoDB's system tablespace"),
        ("innodb_log_group_home_dir", "InnoDB's redo log"),
        ("innodb_undo_directory", "InnoDB's undo logs"),
        ("innodb_doublewrite_dir", "InnoDB's doublewrite buffer"),
        ("aria_log_dir_path", "Aria's log"),
        ("rocksdb_datadir", "RocksDB's data"),
        ("rocksdb_wal_dir", "RocksDB's log"),
        ("wsrep_data_home_dir", "Galera's state"),
    ];

    // Each names a file.
    private static readonly (string Variable, string Holds)[] Files =
    [
        ("log_bin_basename", "the binary log"),
        ("relay_log_basename", "the relay log"),
        ("keyring_file_data", "the keyring"),
    ];

    private const string Tablespaces = "SELECT DISTINCT FILE_NAME FROM information_schema.FILES WHERE FILE_TYPE <> 'TEMPORARY'";

    /// <returns>What it holds, and absolute paths.</returns>
    public static async Task<(string Holds, string Path)[]> ReadAsync(MySqlServer server, CancellationToken token)
    {
        await using var connection = ConnectionStrings.Unpooled(server.ConnectionString);
        await connection.OpenAsync(token);
        var settings = (await RowsAsync(connection, "SHOW GLOBAL VARIABLES", token)).ToDictionary(row => row[0], row => row[1], StringComparer.OrdinalIgnoreCase);
        var places = Parse(settings);
        return server.IsMariaDb ? [.. places] : [.. places, .. await TablespacesAsync(server, settings, token)];
    }

    internal static IEnumerable<(string Holds, string Path)> Parse(IReadOnlyDictionary<string, string> settings)
    {
        var home = settings.GetValueOrDefault("datadir", "/");
        return Directories.Select(it => (it.Holds, Path: settings.GetValueOrDefault(it.Variable, "")))
            .Concat(Files.Select(it => (it.Holds, Path: FolderOf(settings.GetValueOrDefault(it.Variable, "")))))
            // "ibdata1:12M:autoextend;/srv/ibdata2:1G".
            .Concat(settings.GetValueOrDefault("innodb_data_file_path", "").Split(';').Select(file => (Holds: "InnoDB's system tablespace", Path: FolderOf(file.Split(':')[0]))))
            .Where(place => place.Path.StartsWith('/') || place.Path.StartsWith("../", StringComparison.Ordinal))
            .Select(place => (place.Holds, place.Path.StartsWith('/') ? place.Path : $"{home.TrimEnd('/')}/{place.Path}"));
    }

    /// <summary>MySQL's dictionary knows the files of each tablespace; only root may ask. It has tables in no other directories than it is told to.</summary>
    private static async Task<IEnumerable<(string Holds, string Path)>> TablespacesAsync(
        MySqlServer server, Dictionary<string, string> settings, CancellationToken token)
    {
        IEnumerable<string> files;
        try
        {
            await using var connection = ConnectionStrings.Unpooled(server.RootConnectionString);
            await connection.OpenAsync(token);
            files = (await RowsAsync(connection, Tablespaces, token)).Select(row => FolderOf(row[0]));
        }
        catch (MySqlException) when (!token.IsCancellationRequested)
        {
            // Data from before may have another root than the options say.
            files = settings.GetValueOrDefault("innodb_directories", "").Split(';', ',');
        }

        return files.Where(path => path.StartsWith('/')).Distinct().Select(path => ("tablespaces", path));
    }

    private static string FolderOf(string file) => file.LastIndexOf('/') is > 0 and var slash ? file[..slash] : "";

    private static async Task<List<string[]>> RowsAsync(MySqlConnection connection, string query, CancellationToken token)
    {
        await using var command = new MySqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync(token);
        List<string[]> rows = [];
        while (await reader.ReadAsync(token)) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))]);
        return rows;
    }
}
