using InfraSpecs.Xunit;

[assembly: AssemblyFixture(typeof(EngineFixture))]
