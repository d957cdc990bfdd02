using IntercomProbes.Sessions;

namespace IntercomProbes.Questions;

/// <summary>Which creates Intercom takes for the same person.</summary>
internal static class IdentityProbes
{
    public static IReadOnlyList<Probe> All { get; } =
    [
        new("new-key-on-known-email", "A user has an email only. What does a create with that email and an external_id make?", async session =>
        {
            string email = session.NewEmail();
            Reply first = (await session.CreateAsync(email: email)).Expect(200);
            return CreateReading.Of(await session.CreateAsync(session.NewKey(), email), first.Id);
        }),
        new("second-key-on-known-email", "A user has an email and an external_id. What does a create with that email and another external_id make?", async session =>
        {
            string email = session.NewEmail();
            Reply first = (await session.CreateAsync(session.NewKey(), email)).Expect(200);
            return CreateReading.Of(await session.CreateAsync(session.NewKey(), email), first.Id);
        }),
        new("second-email-on-known-key", "What does a create with a known external_id and another email make?", async session =>
        {
            string key = session.NewKey();
            Reply first = (await session.CreateAsync(key, session.NewEmail())).Expect(200);
            return CreateReading.Of(await session.CreateAsync(key, session.NewEmail()), first.Id);
        }),
        new("email-three-times", "What do a second and a third create of a user by the same email make?", async session =>
        {
            string email = session.NewEmail();
            Reply first = (await session.CreateAsync(email: email)).Expect(200);
            string second = CreateReading.Of(await session.CreateAsync(email: email), first.Id);
            return $"second: {second}; third: {CreateReading.Of(await session.CreateAsync(email: email), first.Id)}";
        }),
        new("lead-beside-user", "Can a lead and a user have the same email?", async session =>
        {
            string one = session.NewEmail();
            Reply lead = (await session.CreateAsync(email: one, role: "lead")).Expect(200);
            string user = CreateReading.Of(await session.CreateAsync(session.NewKey(), one), lead.Id);
            string two = session.NewEmail();
            Reply known = (await session.CreateAsync(session.NewKey(), two)).Expect(200);
            return $"user after lead: {user}; lead after user: {CreateReading.Of(await session.CreateAsync(email: two, role: "lead"), known.Id)}";
        }),
    ];
}
