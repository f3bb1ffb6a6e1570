namespace InfraSpecs.Tests.Containers;

public sealed class CommandTextSpecs
{
    [Theory]
    [InlineData("DB_PASSWORD=hunter2 backup", "DB_PASSWORD=*** backup")]
    [InlineData("PASSWORD='two words' backup", "PASSWORD=*** backup")]
    [InlineData("0 2 * * * root MYSQL_PWD=x MYSQL_PASSWORD=hunter2 mysqldump db", "0 2 * * * root MYSQL_PWD=*** MYSQL_PASSWORD=*** mysqldump db")]
    [InlineData("mysqldump -u root -phunter2 db > /dump.sql", "mysqldump -u root -p*** db > /dump.sql")]
    [InlineData("mysql -phunter2", "mysql -p***")]
    [InlineData("/usr/bin/mariadb-dump --user=root --password=hunter2 db", "/usr/bin/mariadb-dump --user=root --password=*** db")]
    [InlineData("aws configure --secret-access-key hunter2 --region x", "aws configure --secret-access-key *** --region x")]
    [InlineData("pg_dump postgres://app:hunter2@db/app", "pg_dump postgres://app:***@db/app")]
    [InlineData("curl -s -u app:hunter2 http://web/", "curl -s -u app:*** http://web/")]
    [InlineData("curl -H 'Authorization: Bearer hunter2' http://web/", "curl -H 'Authorization: Bearer ***' http://web/")]
    [InlineData("sshpass -p hunter2 ssh web", "sshpass -p *** ssh web")]
    [InlineData("API_KEY=hunter2; TOKEN=\"hunter 2\"", "API_KEY=***; TOKEN=***")]
    [InlineData("CMD (mysqldump -phunter2)", "CMD (mysqldump -p***)")]
    public void What_is_plainly_a_secret_is_not_shown(string text, string shown) => CommandText.WithoutSecrets(text).Should().Be(shown);

    /// <summary>Where a text were looked at anew from each of its characters, this would take minutes.</summary>
    [Theory]
    [InlineData("x")]
    [InlineData("-")]
    [InlineData("password")]
    [InlineData("--token ")]
    [InlineData("mysql ")]
    [InlineData("curl -u")]
    [InlineData("://")]
    [InlineData("://a:")]
    [InlineData("Authorization: a ")]
    [InlineData("A=\"")]
    [InlineData("password=\"")]
    public void A_long_text_is_looked_at_once(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 200_000 / part.Length));
        CommandText.WithoutSecrets(text).Length.Should().BeLessThanOrEqualTo(text.Length);
    }

    [Theory]
    [InlineData("mysqldump -u root -p\"$DB_PASSWORD\" db")]
    [InlineData("mysql -p$(cat /run/secrets/db) db")]
    [InlineData("PASSWORD=$DB_PASSWORD backup")]
    [InlineData("MYSQL_PASSWORD_FILE=/run/secrets/db backup")]
    [InlineData("mysqldump -p db | gzip -p; cp -p a b")]
    [InlineData("mkdir -p /backup; tar -pcf /backup/x /data")]
    [InlineData("curl http://web:8080/a:b@c")]
    [InlineData("passwd: permission denied")]
    [InlineData("cat: /run/secrets: no such file")]
    [InlineData("ssh -p 22 web --token --verbose")]
    public void What_is_none_stays_as_it_is(string text) => CommandText.WithoutSecrets(text).Should().Be(text);
}
