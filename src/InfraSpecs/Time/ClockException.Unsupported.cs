using InfraSpecs.Time;

namespace InfraSpecs;

public sealed partial class ClockException
{
    private const string Real = "run it on real time, without a clock of its own.";

    internal static ClockException OutOfReach(string image, EntryProgram program) => new(
        ClockReason.Unsupported,
        image,
        $"{image}: {program.Path} is {program.OutOfReach}; it cannot be given a clock.",
        [program.Head!.IsGo ? "Its ELF headers have Go's build id." : "Its ELF headers name no interpreter (no PT_INTERP)."],
        program.Head.IsGo ? $"{Real[..1].ToUpperInvariant()}{Real[1..]}" : $"use an image in which it is linked dynamically (busybox instead of busybox-static), or {Real}");

    internal static ClockException Machine(string image, string machine) => new(
        ClockReason.Unsupported,
        image,
        $"{image}: it is made for {machine}, for which this build of InfraSpecs carries no clock.",
        ["The clock's library is there for amd64 and arm64 where InfraSpecs was built with compilers for both."],
        $"use an image for amd64 or arm64, or {Real}");

    internal static ClockException DidNotTake(string container, string program) => new(
        ClockReason.NotInForce,
        container,
        $"{container}: its clock did not take hold; its main process, {program}, runs on real time.",
        [$"{ClockFiles.Journal} in the container is empty: the dynamic loader did not load {ClockFiles.Library}."],
        $"look for a security profile that forbids to open files in /vt, or a program that starts another, static one; or {Real}");

    internal static ClockException ShowsAnother(string container, DateTimeOffset seen, DateTimeOffset expected) => new(
        ClockReason.NotInForce,
        container,
        $"{container}: its clock did not take hold; its main process saw {seen.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC when it should be {expected.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.",
        [$"It has {ClockFiles.Library}, and could not read {ClockFiles.Control} or ask the kernel for the time."],
        $"look for a security profile that forbids clock_gettime(2), or to open files in /vt; or {Real}");
}
