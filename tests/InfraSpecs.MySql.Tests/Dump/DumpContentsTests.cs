using System.Text;

namespace InfraSpecs.MySql.Tests.Dump;

/// <summary>Dumps as many programs write them, whole and cut.</summary>
public sealed class DumpContentsTests
{
    private const string PhpMyAdmin = """
        -- phpMyAdmin SQL Dump
        -- version 5.2.1
        SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
        START TRANSACTION;
        /*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
        /*!40101 SET NAMES utf8mb4 */;
        --
        -- Table structure for table `item`
        --
        -- Creation: Nov 22, 2026 at 05:00 PM
        --

        CREATE TABLE `item` (
          `id` int(11) NOT NULL -- it's; here
        ) ENGINE=InnoDB;
        INSERT INTO `item` (`id`) VALUES (1), (2);
        COMMIT;

        /*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;

        """;

    private const string SkipComments = """
        /*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
        /*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;
        CREATE TABLE `a` (`id` int);
        INSERT INTO `a` VALUES (1);
        CREATE TABLE `b` (`id` int);
        /*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
        /*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;

        """;

    private const string HeidiSql = """
        -- Host:                         127.0.0.1
        /*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
        /*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
        -- Dumping structure for table shop.item
        CREATE TABLE IF NOT EXISTS `item` (`id` int);
        DELETE FROM `item`;
        SET @OLDTMP_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_BACKSLASH_ESCAPES';
        DELIMITER //
        CREATE TRIGGER `t` BEFORE INSERT ON `item` FOR EACH ROW BEGIN SET @a = '\'; END//
        DELIMITER ;
        SET SQL_MODE=@OLDTMP_SQL_MODE;
        /*!40014 SET FOREIGN_KEY_CHECKS=IF(@OLD_FOREIGN_KEY_CHECKS IS NULL, 1, @OLD_FOREIGN_KEY_CHECKS) */;

        """;

    private const string Pump = "-- Dump created by MySQL pump utility, version: 5.7.36\nCREATE TABLE `shop`.`item` (\n`id` int\n)\n;\n-- Dump end time: Sun Nov 22 17:00:00 2026\n";

    private const string Workbench = """
        -- MySQL Workbench Forward Engineering
        SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0;
        CREATE TABLE IF NOT EXISTS `shop`.`item` (`id` INT NOT NULL);

        """;

    private const string Compact = "CREATE TABLE `a` (`id` int);\nINSERT INTO `a` VALUES (1),(2);\n/*!50003 SET @x = 1 */;\n";

    private const string Sandboxed = "/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19-11.8.6-MariaDB\nCREATE TABLE `a` (`id` int);\n-- Dump completed\n";

    [Theory]
    [InlineData(PhpMyAdmin, true, "item")]
    [InlineData(SkipComments, true, "a b")]
    [InlineData(Sandboxed, true, "a")]
    [InlineData(Sandboxed + "\n-- backed up by cron\n", true, "a")]
    [InlineData(Sandboxed + Sandboxed, true, "a a")]
    [InlineData(SkipComments + SkipComments, true, "a b a b")]
    [InlineData(Compact, false, "a")]
    [InlineData(HeidiSql, true, "item")]
    [InlineData(Pump, true, "shop.item")]
    [InlineData(Workbench, false, "shop.item")]
    // All that it holds comes before the variables that it gives back.
    [InlineData(SkipComments + "\n-- ", true, "a b")]
    [InlineData("\uFEFF" + Compact, false, "a")]
    [InlineData(Sandboxed + "-- Grants dumped by pt-show-grants\nGRANT USAGE ON *.* TO `a`@`b`;\n", false, "a")]
    [InlineData(Sandboxed + "GRANT USAGE ON *.* TO `a`@`b`;\n", false, "a")]
    // Scripts switch checks off before a dump and on behind it.
    [InlineData("SET FOREIGN_KEY_CHECKS=0;\n" + Sandboxed + "SET FOREIGN_KEY_CHECKS=1;\nCOMMIT;\n", true, "a")]
    [InlineData("SET autocommit=0;\n" + SkipComments + "COMMIT;\nSET unique_checks = 1;\n", false, "a b")]
    [InlineData("CREATE DATABASE `shop`;\r\nUSE `shop`;\r\nCREATE TABLE IF NOT EXISTS `it``em` (id INT);\r\nCREATE TABLE other.x(id INT);\r\n", false, "shop.it`em other.x")]
    public void A_whole_one_is_not_refused_and_says_whether_its_end_is_known(string text, bool endIsKnown, string tables)
    {
        var inspection = Inspect(text);
        inspection.Problem.Should().BeNull();
        inspection.EndIsKnown.Should().Be(endIsKnown);
        inspection.Tables.Should().Equal(tables.Split(' '));
    }

    [Theory]
    [InlineData("my db", "a")]
    [InlineData("a.b", "c.d")]
    [InlineData("back`tick", "a`b.c")]
    [InlineData("select", "a")]
    public void Names_may_have_any_sign(string database, string table)
    {
        string Quoted(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";
        TableName[] expected = [new(database, table)];
        var create = $"CREATE TABLE {Quoted(table)} (id INT);\n";
        foreach (var text in new[] { create, $"USE {Quoted(database)};\n{create}", $"CREATE TABLE {Quoted(database)}.{Quoted(table)} (id INT);\n" })
        {
            DumpVerdict.Judge(Inspect(text)).WhichLacks(expected).Should().BeNull(text);
        }

        DumpVerdict.Judge(Inspect($"USE other;\n{create}")).WhichLacks(expected).Should().Be(expected[0]);
    }

    [Fact]
    public void Where_a_backslash_may_be_a_part_of_a_letter_only_its_last_line_tells_whether_it_is_whole()
    {
        const string Text = "-- MySQL dump 10.13\n/*!40101 SET NAMES sjis */;\nINSERT INTO a VALUES ('\u0095\\');\n";
        Inspect(Text + "-- Dump completed\n").Problem.Should().BeNull();
        Inspect(Text + "-- Dump completed\n").EndIsKnown.Should().BeTrue();
        Inspect(Text).Problem.Should().Contain("it does not end with");
        Inspect(Text[20..]).Problem.Should().BeNull();
        Inspect(Text[20..]).EndIsKnown.Should().BeFalse();
    }

    [Theory]
    [InlineData("'it''s; -- not the end' /* ; */, \"a;\\\"b\", `c;d`")]
    [InlineData("1 -- one; two\n, 2 # three; four\n, 3 /* it's */")]
    [InlineData("1 --5")]
    [InlineData("/*!50003 'a' */, /*+ hint */ 2")]
    [InlineData("'a\\\\', 'b\\'', '\\0\\Z', 'line\nDELIMITER ;\n'")]
    [InlineData("1 AS\ndelimiter\n")]
    public void What_only_looks_like_an_end_is_none(string expression)
    {
        Inspect($"SELECT {expression};\n").Problem.Should().BeNull();
        Inspect($"SELECT {expression};\nSELECT 1;\n").Problem.Should().BeNull();
        Inspect($"SELECT {expression}\n").Problem.Should().Contain("it is cut in the statement that begins in line 1");
    }

    [Fact]
    public void Routines_end_by_their_delimiter_in_the_mode_that_they_were_made_in()
    {
        const string Routine = """
            DELIMITER ;;
            /*!50003 SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES' */ ;;
            CREATE PROCEDURE `p`()
            BEGIN SELECT 'a\'; -- it's
            SELECT "b\"; END ;;
            DELIMITER ;
            /*!50003 SET sql_mode = @saved_sql_mode */ ;
            INSERT INTO t VALUES ('it\'s');

            """;
        Inspect(Routine).Problem.Should().BeNull();
        Inspect(Routine[..Routine.IndexOf("BEGIN", StringComparison.Ordinal)]).Problem.Should().Contain("line 3").And.Contain("CREATE PROCEDURE `p`()");
    }

    [Theory]
    [InlineData("SELECT 1 -- last ;;\nDELIMITER ;\n", "SELECT 1 -- last\n;;\nDELIMITER ;\n")]
    [InlineData("/*!50003 TRIGGER t SET @a=1 # last */;;\nDELIMITER ;\n", "/*!50003 TRIGGER t SET @a=1 # last\n*/;;\nDELIMITER ;\n")]
    public void A_routine_that_ends_within_a_comment_is_named_and_mended(string written, string mended)
    {
        var text = "DELIMITER ;;\n" + written + "SELECT 2;\n";
        Inspect(text).Problem.Should().Contain("the statement that begins in line 2 has no end before DELIMITER in line 3");
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var size in new[] { 1, 5, 1000 })
        {
            var mend = new StatementEnds();
            var all = Encoding.UTF8.GetString([.. bytes.Chunk(size).SelectMany(piece => mend.Pass(piece)), .. mend.Rest()]);
            all.Should().Be("DELIMITER ;;\n" + mended + "SELECT 2;\n");
            Inspect(all).Problem.Should().BeNull();
        }
    }

    [Theory]
    [InlineData(PhpMyAdmin, "(1), (2", "it is cut in the statement that begins in line 16")]
    [InlineData(PhpMyAdmin, "COMMIT", "it does not give back @OLD_CHARACTER_SET_CLIENT")]
    [InlineData(SkipComments, "CREATE TABLE `b`", "it does not give back @OLD_")]
    [InlineData(Compact, ",(2", "it is cut in the statement that begins in line 2, \"INSERT INTO `a` VALUES (1)")]
    [InlineData("INSERT INTO t VALUES ('it\\'s more than');", " than", "in a string of the statement that begins in line 1")]
    [InlineData(Sandboxed, "-- Dump", "it does not end with \"-- Dump completed\"")]
    [InlineData(SkipComments + SkipComments, "/*!40101 SET CHARACTER_SET_CLIENT=@OLD", "it does not give back @OLD_")]
    [InlineData(Pump, "-- Dump end", "it does not end with \"-- Dump end time\"")]
    [InlineData("-- nothing but words\n.", ".", "it holds no statement")]
    [InlineData(SkipComments, "!40111 SET SQL_NOTES=@OLD", "it is cut in a comment")]
    [InlineData(Compact, "!50003", "it is cut in a comment")]
    [InlineData(Sandboxed + "SET foreign_key_checks = 1;\nINSERT INTO a VALUES (1);\n.", ".", "it does not end with \"-- Dump completed\"")]
    // mysqldump --tab writes rows and tables to files of the server.
    [InlineData("SET @@SESSION.SQL_LOG_BIN= 0;\nSET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ 'x:1-5';\n.", ".", "it sets variables, and holds nothing else")]
    [InlineData("<?xml version=\"1.0\"?>\n<mysqldump>\n<field name=\"a\">it's; </field>\n</mysqldump>\n.", ".", "it is XML")]
    public void A_cut_one_says_where(string whole, string from, string why) =>
        Inspect(whole[..whole.LastIndexOf(from, StringComparison.Ordinal)]).Problem.Should().Contain(why);

    [Theory]
    [InlineData("mysqldump: [Warning] Using a password on the command line interface can be insecure.\n" + SkipComments, "its line 1 is no SQL, but the message of a program")]
    [InlineData("+ mysqldump --user=root shop\n" + SkipComments, "its line 1 is no SQL")]
    [InlineData("CREATE TABLE a (id INT);\nmysqldump: Couldn't execute 'SHOW FIELDS FROM `b`': gone (1356)\n", "its line 2 is no SQL")]
    [InlineData("CREATE TABLE a (id INT);\n-- failed on view `broken`: CREATE VIEW `broken` AS SELECT 1\n", "says that view `broken` failed")]
    [InlineData("-- MySQL dump 10.13\n-- Table structure for table `a`\n-- Table structure for table `b`\nCREATE TABLE `b` (id INT);\n-- Dump completed\n", "announces table `a`, and no CREATE TABLE follows")]
    public void What_a_program_left_in_it_is_seen(string text, string why) => Inspect(text).Problem.Should().Contain(why);

    [Fact]
    public void It_is_the_same_however_the_dump_comes_in_pieces()
    {
        foreach (var text in new[] { PhpMyAdmin, SkipComments, Sandboxed, Compact })
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            foreach (var size in new[] { 1, 2, 3, 31, 33, 64 })
            {
                var inspection = new DumpInspection();
                foreach (var piece in bytes.Chunk(size)) inspection.Append(piece);
                DumpVerdict.Judge(inspection).Should().BeEquivalentTo(DumpVerdict.Judge(Inspect(text)));
            }
        }
    }

    private static DumpInspection Inspect(string text)
    {
        var inspection = new DumpInspection();
        inspection.Append(Encoding.UTF8.GetBytes(text));
        _ = inspection.Problem;
        return inspection;
    }
}
