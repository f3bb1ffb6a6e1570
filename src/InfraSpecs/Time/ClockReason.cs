namespace InfraSpecs;

/// <summary>Why a <see cref="ClockException"/> was thrown.</summary>
public enum ClockReason
{
    /// <summary>The image's program is static or in Go, or there is no clock for the image's machine. Nothing of the container is left. Use an image whose
    /// program is linked dynamically, or real time.</summary>
    Unsupported,

    /// <summary>The container has started, and its main process does not see the clock. Nothing of the container is left. Look for a security profile
    /// that forbids what the message names, or use real time.</summary>
    NotInForce,

    /// <summary>The clock would have to go back. Start a new container at that time.</summary>
    Backwards,

    /// <summary>The speed is not more than 0 and at most <see cref="ContainerClock.FastestSpeed"/>. Use <see cref="ContainerClock.UsualSpeed"/>, or skip
    /// time by <see cref="ContainerClock.AdvanceToAsync"/>.</summary>
    SpeedImpossible,

    /// <summary>The duration is nothing, negative or longer than ten years. Name one between.</summary>
    DurationImpossible,

    /// <summary>Something in the container changed or removed the file by which its clock is told the time: what ran since then may have seen real time.
    /// Look for what writes to /vt or cleans it up.</summary>
    ControlReplaced,

    /// <summary>The container was removed, and its clock with it. Keep the container until the last verb of its clock has ended.</summary>
    ContainerRemoved,

    /// <summary>The engine took so long to set the clock that it leapt, and daemons may have dropped runs. Use a lower speed, or give the machine less
    /// to do.</summary>
    Leapt,
}
