namespace IntercomProbes.Questions;

/// <summary>Whether an update may take what another user has.</summary>
internal static class UpdateProbe
{
    public static Probe Probe { get; } = new("update-conflicts", "Can an update give a user the external_id or the email of another user?", async session =>
    {
        string key = session.NewKey();
        string email = session.NewEmail();
        (await session.CreateAsync(key, email)).Expect(200);
        string other = (await session.CreateAsync(session.NewKey(), session.NewEmail())).Expect(200).Id!;
        string byKey = (await session.UpdateAsync(other, new { external_id = key })).Expect(200, 400, 409, 422).Describe();
        string byEmail = (await session.UpdateAsync(other, new { email })).Expect(200, 400, 409, 422).Describe();
        return $"external_id: {byKey}; email: {byEmail}";
    });
}
