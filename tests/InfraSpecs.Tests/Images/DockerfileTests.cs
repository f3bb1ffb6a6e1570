using InfraSpecs.Images;

namespace InfraSpecs.Tests.Images;

public sealed class DockerfileTests
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
    [InlineData("ARG V=1\nARG B=a:${V}\nFROM $B", "a:1")]
    [InlineData("ARG V=1\nARG V=2\nARG B=\"a:$V\"\nFROM ${B}", "a:2")]
    [InlineData("ARG N=a V=1 \\\n  W='2'\nFROM $N:$V\nFROM $N:$W", "a:1 a:2")]
    [InlineData("ARG V=1\nFROM a${V:+:$V}\nFROM b${V+:x}\nFROM c${W:+:x}\nFROM ${W-d}", "a:1 b:x c d")]
    [InlineData("FROM a\nCOPY <<EOF /q\nSELECT * \\\nFROM users\n# c\nEOF\nCOPY --from=c x y", "a c")]
    [InlineData("FROM a\nRUN cat <<-'ONE' <<TWO > /q\nFROM b\nTWO\n\tONE\nFROM d\nTWO\nFROM e", "a e")]
    [InlineData("FROM a\nRUN echo '<<EOF' \nFROM b", "a b")]
    [InlineData("FROM a\nRUN --mount=type=bind,from=m,target=/m --mount=from=n,target=/n true", "a m n")]
    public void The_images_that_it_names_are_known_before_it_is_built(string text, string images) => string.Join(' ', DockerfileImages.Of(
        new Dockerfile(text), new Dictionary<string, string> { ["GIVEN"] = "given" })).Should().Be(images);

    [Theory]
    [InlineData("RUN --mount=type=secret,id=a true", true)]
    [InlineData("RUN --mount=id=a,type=ssh true", true)]
    [InlineData("RUN --mount=type=cache,target=/a true", false)]
    [InlineData("COPY <<EOF /a\nRUN --mount=type=secret,id=a true\nEOF", false)]
    public void What_BuildKit_asks_back_for_is_seen(string line, bool asks) => new Dockerfile("FROM x\n" + line).AsksBack.Should().Be(asks);

    [Theory]
    [InlineData("ADD https://example.org/a /a", true)]
    [InlineData("add --chown=1:1 --chmod=644 http://example.org/a /b/", true)]
    [InlineData("ADD b git@example.org:a/b.git#main /a", true)]
    [InlineData("ADD [\"https://example.org/a\", \"/a\"]", true)]
    [InlineData("ADD --checksum=sha256:1 https://example.org/a /a", true)]
    [InlineData("ADD ${URL} /a", true)]
    [InlineData("ADD a.tar /https://", false)]
    [InlineData("COPY <<EOF /a\nADD https://example.org/a /a\nEOF", false)]
    [InlineData("RUN curl https://example.org/a", false)]
    public void What_comes_from_elsewhere_at_each_build_is_seen(string line, bool fetches) => new Dockerfile("FROM x\n" + line).Fetches.Should().Be(fetches);
}
