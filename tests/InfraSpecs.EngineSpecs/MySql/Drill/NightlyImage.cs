namespace InfraSpecs.EngineSpecs.MySql.Drill;

/// <summary>A backup container as a database administrator has it: settings by variables, an entry point and a user of its own, and cron inside where that is asked for.</summary>
internal static class NightlyImage
{
    public const string Folder = "/var/backups/nightly";

    private const string Entry = """
        #!/bin/sh
        # cron gives its jobs nothing of the container's environment.
        case "$1" in
          backup|restore) exec "$1.sh" ;;
          cron) umask 077; printenv | grep -E '^(DB_|DATABASES=|BACKUP_DIR=)' | sed "s/^/export /; s/=\(.*\)/='\1'/" > /etc/nightly.env; exec cron -f ;;
          *) exec "$@" ;;
        esac
        """;

    private const string Backup = """
        #!/bin/sh
        set -e
        for database in $DATABASES; do
          MYSQL_PWD="$DB_PASSWORD" mysqldump --host="$DB_HOST" --user="$DB_USER" --single-transaction --set-gtid-purged=OFF --databases "$database" > "$BACKUP_DIR/$database.sql"
        done
        echo "$DATABASES: done"
        """;

    private const string Restore = """
        #!/bin/sh
        set -e
        for file in "$BACKUP_DIR"/*.sql; do
          MYSQL_PWD="$DB_PASSWORD" mysql --host="$DB_HOST" --user="$DB_USER" < "$file"
        done
        """;

    /// <param name="engine">Where.</param>
    /// <param name="line">The line of /etc/cron.d/nightly.</param>
    /// <param name="token">Ends the build.</param>
    public static async Task<string> BuildAsync(Engine engine, string line, CancellationToken token)
    {
        using var folder = new TemporaryFolder();
        folder.Write("nightly/entry.sh", Entry + "\n");
        folder.Write("nightly/backup.sh", Backup + "\n");
        folder.Write("nightly/restore.sh", Restore + "\n");
        folder.Write("nightly/crontab", line + "\n");
        folder.Write("nightly/Dockerfile", $"""
            FROM {await engine.Images.GetAsync("cronjob", token)} AS cron
            FROM {await engine.Images.GetAsync("mysql", token)}
            COPY --from=cron /usr/sbin/cron /usr/sbin/
            COPY --from=cron /etc/pam.d/cron /etc/pam.d/
            COPY entry.sh backup.sh restore.sh /usr/local/bin/
            COPY crontab /etc/cron.d/nightly
            RUN chmod 0755 /usr/local/bin/*.sh && chmod 0644 /etc/cron.d/nightly && mkdir -p /var/spool/cron/crontabs && install -d -o backup -g backup {Folder}
            ENV BACKUP_DIR={Folder}
            USER backup
            ENTRYPOINT ["entry.sh"]
            CMD ["backup"]

            """);
        return await engine.Images.BuildAsync(folder.At("nightly"), token);
    }
}
