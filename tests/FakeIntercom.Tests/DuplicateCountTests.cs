namespace FakeIntercom.Tests;

public sealed class DuplicateCountTests : FakeIntercomTest
{
    [Theory]
    [InlineData(0, "user:u1:a@x.io", "user:u2:b@x.io")]
    [InlineData(0, "user:u1:a@x.io", "user:u2:a@x.io")]
    [InlineData(1, "user:u1:a@x.io", "user::a@x.io")]
    [InlineData(1, "user:u1:a@x.io", "user:u1:b@x.io")]
    [InlineData(1, "user:u1:a@x.io", "lead:: A@x.io ")]
    [InlineData(1, "user::a@x.io", "lead::a@x.io")]
    [InlineData(2, "lead::a@x.io", "lead::a@x.io", "lead::A@X.IO")]
    [InlineData(0, "lead::", "lead::")]
    [InlineData(2, "user:u1:a@x.io", "user:u2:a@x.io", "lead::a@x.io", "user::a@x.io")]
    public async Task Contacts_beyond_the_first_of_a_person_are_duplicates(int duplicates, params string[] contacts)
    {
        Workspace workspace = await WorkspaceAsync();
        foreach (string[] contact in contacts.Select(contact => contact.Split(':')))
        {
            workspace.Add(contact[0], NullIfEmpty(contact[1]), NullIfEmpty(contact[2]));
        }

        Assert.Equal(duplicates, workspace.DuplicateCount());

        static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
    }

    [Theory]
    [InlineData(StoredContactState.Archived)]
    [InlineData(StoredContactState.Deleted)]
    [InlineData(StoredContactState.Merged)]
    public async Task Contacts_that_are_not_live_are_no_duplicates(StoredContactState state)
    {
        Workspace workspace = await WorkspaceAsync();
        workspace.Add(externalId: "u1", email: "a@x.io");
        workspace.Add("lead", email: "a@x.io", state: state);

        Assert.Equal(0, workspace.DuplicateCount());
    }

    [Fact]
    public async Task A_promoted_lead_without_an_external_id_of_its_own_counts_by_email()
    {
        Workspace workspace = await WorkspaceAsync();
        StoredContact lead = workspace.Add("lead", email: "a@x.io");
        await PutAsync($"contacts/{lead.Id}", new { role = "user" });
        workspace.Add(externalId: "u1", email: "a@x.io");

        Assert.Equal(1, workspace.DuplicateCount());
    }
}
