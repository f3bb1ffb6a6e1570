using System.Buffers.Binary;

namespace InfraSpecs.Images.Tree;

/// <summary>What a file's extended attribute <c>security.capability</c> grants, as getcap writes it (capabilities(7), cap_text_formats(7)).</summary>
internal static class FileCapabilities
{
    private const int Effective = 1;
    private const int Permitted = 2;
    private const int Inheritable = 4;
    private const int Bits = 64;

    private static readonly string[] Names =
    [
        "cap_chown", "cap_dac_override", "cap_dac_read_search", "cap_fowner", "cap_fsetid", "cap_kill", "cap_setgid", "cap_setuid", "cap_setpcap", "cap_linux_immutable",
        "cap_net_bind_service", "cap_net_broadcast", "cap_net_admin", "cap_net_raw", "cap_ipc_lock", "cap_ipc_owner", "cap_sys_module", "cap_sys_rawio", "cap_sys_chroot",
        "cap_sys_ptrace", "cap_sys_pacct", "cap_sys_admin", "cap_sys_boot", "cap_sys_nice", "cap_sys_resource", "cap_sys_time", "cap_sys_tty_config", "cap_mknod", "cap_lease",
        "cap_audit_write", "cap_audit_control", "cap_setfcap", "cap_mac_override", "cap_mac_admin", "cap_syslog", "cap_wake_alarm", "cap_block_suspend", "cap_audit_read",
        "cap_perfmon", "cap_bpf", "cap_checkpoint_restore",
    ];

    /// <returns>As "cap_net_raw=ep"; null where there is none; what is wrong with it where it is no such attribute.</returns>
    public static string? Decode(ReadOnlyMemory<byte>? attribute)
    {
        if (attribute is not { Length: > 0 } value) return null;
        var revision = value.Length < 4 ? 0 : value.Span[3];
        return (revision, value.Length) switch
        {
            (1, 12) => Text(value, words: 1),
            (2, 20) => Text(value, words: 2),
            (3, 24) => $"{Text(value, words: 2)} [rootid={Word(value, 20)}]",
            _ => $"unreadable (revision {revision}, {value.Length} bytes)",
        };
    }

    private static string Text(ReadOnlyMemory<byte> value, int words)
    {
        var flags = Flags(value, words);
        // What most have is said first, of all: "=ep" is every capability.
        var most = flags[..Names.Length].GroupBy(it => it).OrderByDescending(it => it.Count()).ThenBy(it => it.Key).First().Key;
        var clauses = new List<string>();
        if (most != 0) clauses.Add("=" + Letters(most));
        foreach (var group in Enumerable.Range(0, Bits).Where(bit => bit < Names.Length || flags[bit] != 0).GroupBy(bit => flags[bit]).Where(it => it.Key != most).OrderByDescending(it => it.Key))
        {
            var raised = Letters(group.Key & ~most);
            var lowered = Letters(~group.Key & most);
            clauses.Add(string.Join(',', group.Select(Name)) + (raised.Length > 0 ? (clauses.Count == 0 ? "=" : "+") + raised : "") + (lowered.Length > 0 ? "-" + lowered : ""));
        }

        return clauses.Count == 0 ? "=" : string.Join(' ', clauses);
    }

    // After the revision: permitted and inheritable, the lower 32 of them first.
    private static int[] Flags(ReadOnlyMemory<byte> value, int words)
    {
        var isEffective = (Word(value, 0) & 1) != 0;
        var flags = new int[Bits];
        for (var bit = 0; bit < 32 * words; bit++)
        {
            var at = 4 + bit / 32 * 8;
            var found = (Has(value, at, bit) ? Permitted : 0) | (Has(value, at + 4, bit) ? Inheritable : 0);
            flags[bit] = found == 0 || !isEffective ? found : found | Effective;
        }

        return flags;
    }

    private static bool Has(ReadOnlyMemory<byte> value, int at, int bit) => (Word(value, at) >> (bit % 32) & 1) != 0;

    private static uint Word(ReadOnlyMemory<byte> value, int at) => BinaryPrimitives.ReadUInt32LittleEndian(value.Span[at..]);

    private static string Name(int bit) => bit < Names.Length ? Names[bit] : $"{bit}";

    private static string Letters(int flags) =>
        ((flags & Effective) != 0 ? "e" : "") + ((flags & Inheritable) != 0 ? "i" : "") + ((flags & Permitted) != 0 ? "p" : "");
}
