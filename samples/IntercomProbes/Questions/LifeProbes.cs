using IntercomProbes.Sessions;

namespace IntercomProbes.Questions;

/// <summary>What archived and deleted contacts still hold.</summary>
internal static class LifeProbes
{
    public static IReadOnlyList<Probe> All { get; } =
    [
        new("archived", "What does an archived user still hold?", ArchivedAsync),
        new("deleted", "Does a deleted user keep its identity? (after --deleted-wait)", DeletedAsync),
    ];

    private static async Task<string> ArchivedAsync(ProbeSession session)
    {
        string key = session.NewKey();
        string email = session.NewEmail();
        string archived = (await session.CreateAsync(key, email)).Expect(200).Id!;
        (await session.ArchiveAsync(archived)).Expect(200);
        string found = (await session.FindAsync(key)).Describe();
        string created = CreateReading.Of(await session.CreateAsync(key, email), archived);
        string other = (await session.CreateAsync(email: session.NewEmail())).Expect(200).Id!;
        string updated = (await session.UpdateAsync(other, new { external_id = key })).Describe();
        string restored = (await session.UnarchiveAsync(archived)).Describe();
        return $"find_by_external_id: {found}; create: {created}; its key on another user: {updated}; unarchive: {restored}";
    }

    private static async Task<string> DeletedAsync(ProbeSession session)
    {
        string key = session.NewKey();
        string email = session.NewEmail();
        string deleted = (await session.CreateAsync(key, email)).Expect(200).Id!;
        (await session.DeleteAsync(deleted)).Expect(200);
        await session.WaitAsync(session.Settings.DeletedWait);
        string created = CreateReading.Of(await session.CreateAsync(key, email), deleted);
        return $"create: {created}; unarchive: {(await session.UnarchiveAsync(deleted)).Describe()}";
    }
}
