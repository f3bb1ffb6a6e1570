using InfraSpecs.Images;

namespace InfraSpecs.Tests.Images;

public sealed class DockerfileSpecs
{
    [Theory]
    [InlineData("FROM x\nRUN --mount=type=cache,target=/a true", "line 2 of its Dockerfile has RUN --mount")]
    [InlineData("FROM x\n\n# c\nRUN \\\n  # c\n  --mount=type=secret,id=a true", "line 4 of its Dockerfile has RUN --mount")]
    [InlineData("FROM x\ncopy --from=a --chmod=755 a b", "line 2 of its Dockerfile has COPY --chmod")]
    [InlineData("FROM x\nCOPY --link a b", "line 2 of its Dockerfile has COPY --link")]
    [InlineData("FROM x\nADD --checksum=sha256:1 http://a b", "line 2 of its Dockerfile has ADD --checksum")]
    [InlineData("FROM x\nRUN --network=none true", "line 2 of its Dockerfile has RUN --network")]
    [InlineData("FROM x\nRUN <<EOF\necho\nEOF", "line 2 of its Dockerfile has a here-document, <<EOF")]
    [InlineData("FROM x\nCOPY <<-\"A\" /b\nA", "line 2 of its Dockerfile has a here-document, <<-\"A\"")]
    [InlineData("FROM --platform=$BUILDPLATFORM x", "line 1 of its Dockerfile has $BUILDPLATFORM")]
    [InlineData("FROM x\nARG TARGETARCH\nRUN echo $TARGETARCH", "line 2 of its Dockerfile has $TARGETARCH")]
    [InlineData("# escape=`\nFROM x\nRUN `\n --mount=type=ssh true", "line 3 of its Dockerfile has RUN --mount")]
    [InlineData("FROM x\nRUN echo --mount; COPY=1\nCOPY --chown=1:1 --from=y a b\nRUN x=$((1<<2)) && cat <<< a", null)]
    [InlineData("FROM x\n# RUN --mount=type=cache true\nARG TARGETARCH=amd64", null)]
    [InlineData("", null)]
    public void What_only_BuildKit_can_do_is_found_with_its_line(string text, string? need) => new Dockerfile(text).NeedOfBuildKit.Should().Be(need);

    [Theory]
    [InlineData("FROM a:1", "a:1")]
    [InlineData("FROM --platform=linux/amd64 a:1 AS b\nFROM b\nCOPY --chown=1 --from=c/d:2 x y\nCOPY --from=b x y\nCOPY --from=0 x y", "a:1 c/d:2")]
    [InlineData("ARG BASE=a:1\nARG NONE\nFROM $BASE\nFROM ${BASE}\nFROM ${NONE:-e}\nFROM ${NONE}", "a:1 e")]
    [InlineData("ARG GIVEN=a\nFROM ${GIVEN}-slim", "given-slim")]
    [InlineData("# syntax=docker/dockerfile:1\nARG BASE=x\nFROM $BASE\nRUN --mount=type=bind,from=m:1,target=/m true", "docker/dockerfile:1 x m:1")]
    [InlineData("FROM scratch", "")]
    public void The_images_that_it_names_are_known_before_it_is_built(string text, string images) => string.Join(' ', DockerfileImages.Of(
        new Dockerfile(text), new Dictionary<string, string> { ["GIVEN"] = "given" })).Should().Be(images);

    [Theory]
    [InlineData("RUN --mount=type=secret,id=a true", true)]
    [InlineData("RUN --mount=id=a,type=ssh true", true)]
    [InlineData("RUN --mount=type=cache,target=/a true", false)]
    public void What_BuildKit_asks_back_for_is_seen(string line, bool asks) => new Dockerfile("FROM x\n" + line).AsksBack.Should().Be(asks);
}
