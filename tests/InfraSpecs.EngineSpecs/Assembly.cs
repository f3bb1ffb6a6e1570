using InfraSpecs.EngineSpecs;
using InfraSpecs.Xunit;

[assembly: AssemblyFixture(typeof(EngineFixture))]
[assembly: TestCollectionOrderer(typeof(ChainsFirst))]
