using System.Net;
using System.Reflection;
using Docker.DotNet;
using Docker.DotNet.Models;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.Cron.Tests;

/// <summary>What an engine cannot be brought to answer: 500 for a path, and 500 for every path.</summary>
public sealed class ContainerArchiveTests
{
    [Fact]
    public async Task A_path_that_the_engine_cannot_follow_is_none()
    {
        var archive = ArchiveOf(path => path == "/" ? new ContainerArchiveResponse { Stat = new ContainerPathStatResponse() } : throw Trouble());
        (await archive.ReadAsync("/etc/loop", 1, Token)).Should().BeNull();
    }

    [Fact]
    public async Task An_engine_in_trouble_is_not_taken_for_a_file_that_is_not_there()
    {
        var archive = ArchiveOf(_ => throw Trouble());
        var read = () => archive.ReadAsync("/etc/crontab", 1, Token);
        (await read.Should().ThrowAsync<DockerApiException>()).Which.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
    }

    private static DockerApiException Trouble() => new(HttpStatusCode.InternalServerError, "");

    private static ContainerArchive ArchiveOf(Func<string, ContainerArchiveResponse> answer)
    {
        var engine = DispatchProxy.Create<IContainerOperations, Archives>();
        ((Archives)engine).Answer = answer;
        return new ContainerArchive(engine, "c", "cron-1");
    }

    /// <summary>The engine's archives alone.</summary>
    public class Archives : DispatchProxy
    {
        internal Func<string, ContainerArchiveResponse> Answer { get; set; } = _ => throw new NotSupportedException();

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => AnswerAsync(args!.OfType<ContainerPathStatParameters>().Single().Path);

        private async Task<ContainerArchiveResponse> AnswerAsync(string path) => await Task.FromResult(Answer(path));
    }
}
