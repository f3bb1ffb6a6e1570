using MySqlConnector;

namespace InfraSpecs.MySql.Tests;

public sealed class ConnectionStringsTests
{
    [Theory]
    [InlineData("plain", "plain", "plain")]
    [InlineData("the shop's; db", "jo; \"x\" 'y'", "a 'b' \"c\" ; d\\e=`f`")]
    [InlineData(" spaces ", "user=root", ";Password=other;")]
    [InlineData("'quoted'", "\"quoted\"", "''\"\"")]
    public void Every_name_and_password_means_itself(string database, string user, string password)
    {
        var read = new MySqlConnectionStringBuilder(ConnectionStrings.To("127.0.0.1", 32768, (user, password), database));
        (read.Server, read.Port, read.UserID, read.Password, read.Database).Should().Be(("127.0.0.1", 32768u, user, password, database));
    }
}
