using IntercomProbes.Sessions;

namespace IntercomProbes.Questions;

/// <summary>Says what a create beside a known contact did.</summary>
internal static class CreateReading
{
    /// <exception cref="ProbeFailedException">The answer says nothing about the question.</exception>
    public static string Of(Reply reply, string? knownId) => reply.Expect(200, 400, 409, 422) switch
    {
        { Status: 200 } when reply.Id == knownId => "the known contact comes back",
        { Status: 200 } => "a second contact",
        { Status: 409 } when reply.ConflictId == knownId => $"a 409 that names the known contact ('{Wording(reply)}')",
        { Status: 409 } => $"a 409 that does not name the known contact ('{Wording(reply)}')",
        _ => $"refused with {reply.Describe()}",
    };

    private static string Wording(Reply reply) => (reply.ErrorMessage ?? "").Replace(reply.ConflictId ?? "\0", "…", StringComparison.Ordinal);
}
