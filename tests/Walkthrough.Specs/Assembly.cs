using InfraSpecs.Xunit;
using Walkthrough.Specs;

[assembly: AssemblyFixture(typeof(EngineFixture))]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
