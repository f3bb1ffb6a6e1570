using System.Text;

namespace InfraSpecs.MySql.Tests.Dump;

/// <summary>Files that somebody took for a dump.</summary>
public sealed class NoDumpTests
{
    [Theory]
    [InlineData("<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>", "it is a page of HTML, as servers answer with for an error")]
    [InlineData("{\"errors\":[]}", "it is JSON")]
    [InlineData("PGDMP\u0001\u000e", "it is a dump of PostgreSQL, which pg_restore reads")]
    [InlineData("--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\n", "it is a dump of PostgreSQL")]
    [InlineData("SQLite format 3\0", "it is a database of SQLite")]
    [InlineData("#!/bin/sh\nmysqldump shop\n", "it is a script, which is to be run")]
    [InlineData("%PDF-1.7\n", "it is a PDF document")]
    [InlineData("ab\0cd", "it is binary, and begins with the bytes 61 62 00 63 64")]
    [InlineData("id,name\n1,jo\n", "it begins with \"id,name\" in line 1, which is no statement of SQL")]
    [InlineData("Dear colleague; the dump is attached.\n", "it begins with \"Dear colleague;\" in line 1, which is no statement of SQL")]
    [InlineData("mysqldump: Got error: 1045: Access denied\n", "the message of a program")]
    public void What_it_is_instead_is_said(string text, string what) => ProblemOf(Encoding.UTF8.GetBytes(text)).Should().Contain(what);

    [Fact]
    public void A_picture_and_a_binary_log_are_known_by_their_marks()
    {
        ProblemOf([0x89, .. "PNG\r\n"u8]).Should().Be("it is a PNG image");
        ProblemOf([0xfe, .. "bin"u8, 0, 0]).Should().Be("it is a binary log of a server, which mysqlbinlog turns into statements");
    }

    [Theory]
    [InlineData("/*!40101 SET NAMES utf8 */;\nINSERT INTO t VALUES (1);\n")]
    [InlineData("/*M!100101 SET x = 1 */;\nINSERT INTO t VALUES (1);\n")]
    [InlineData("DELIMITER //\nCREATE PROCEDURE p() SELECT 1 //\n")]
    [InlineData("(SELECT 1);\n")]
    [InlineData("insert into t values (1);\n")]
    [InlineData("-- a comment\n# another\nREPLACE INTO t VALUES (1);\n")]
    [InlineData("\uFEFFCREATE TABLE t (id INT);\n")]
    public void What_may_be_SQL_is_left_to_the_server(string text) => ProblemOf(Encoding.UTF8.GetBytes(text)).Should().BeNull();

    private static string? ProblemOf(byte[] content)
    {
        var inspection = new DumpInspection();
        inspection.Append(content);
        return inspection.Problem;
    }
}
