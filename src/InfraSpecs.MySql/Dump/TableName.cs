namespace InfraSpecs.MySql;

/// <summary>A table of a server. Both names may have any sign in them, a dot too.</summary>
internal sealed record TableName(string Database, string Name)
{
    public override string ToString() => $"{Database}.{Name}";
}
