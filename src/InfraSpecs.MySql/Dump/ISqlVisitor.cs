namespace InfraSpecs.MySql;

/// <summary>What is told of SQL while it flows by.</summary>
internal interface ISqlVisitor
{
    /// <summary>A statement ended.</summary>
    /// <param name="head">How it begins.</param>
    /// <param name="line">Where.</param>
    void Statement(string head, long line);

    /// <summary>A comment of one line, between statements.</summary>
    /// <param name="text">It, with its mark.</param>
    /// <param name="line">Where.</param>
    void Comment(string text, long line);

    /// <summary>The client's command DELIMITER where the client does not see it.</summary>
    /// <param name="line">Where.</param>
    /// <param name="statementLine">Where the statement began.</param>
    void CommandInStatement(long line, long statementLine);
}
