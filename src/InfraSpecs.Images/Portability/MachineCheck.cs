using InfraSpecs.Images.Loading;

namespace InfraSpecs.Images.Portability;

/// <summary>Holds each object's machine against the image's.</summary>
internal sealed class MachineCheck(ImageUnderTest image, RootCauses causes)
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly Machine? _own = Machine.OfImage(image.Config.Platform);
    private readonly string _ownName = image.Config.Platform.Split('/').ElementAtOrDefault(1) ?? "";

    /// <summary>Whether its libraries are worth a look.</summary>
    public bool Passes(ObjectFile file)
    {
        var facts = file.Facts!;
        if (facts.Damage is { } damage)
        {
            causes.Add(PortabilityFault.Damaged, file.Path, file.Path, who => $"{who} is damaged: {damage}", isProgram: facts.IsProgram);
            return false;
        }

        var machine = Machine.Find(facts);
        if (_own is null)
        {
            causes.Add(PortabilityFault.NotJudged, image.Config.Platform, file.Path, who => $"machines were not compared: what {image.Config.Platform} is, is not known here", isNote: true);
        }
        if (_own is null || _own.Fits(facts)) return true;
        if (machine.IsSmallerOf(_own))
        {
            causes.Add(PortabilityFault.SmallerMachine, machine.Name, file.Path, who => $"{who} {Are(who)} {machine.Name}: {_ownName} runs such programs where its kernel was built to",
                isNote: true, isProgram: facts.IsProgram);
            return true;
        }

        if (facts.IsProgram && (file.File.Mode & Executable) != 0)
            causes.Add(PortabilityFault.WrongMachine, machine.Name, file.Path, who => $"{who.First}{who.More} {Are(who)} {machine.Name}, image is {_ownName}{who.Mark}");
        else
            causes.Add(PortabilityFault.ForeignLibrary, machine.Name, file.Path, who => $"{who} {Are(who)} {machine.Name}, which no program of the image can load", isNote: true, isProgram: false);
        return false;
    }

    private static string Are(Concerned who) => who.AreMany ? "are" : "is";
}
