namespace FakeIntercom.Tests;

public sealed class WriteTests : FakeIntercomTest
{
    [Fact]
    public async Task An_update_leaves_absent_fields_alone_and_clears_with_null()
    {
        StoredContact contact = (await WorkspaceAsync()).Add(externalId: "u1", email: "a@x.io", name: "Ann", phone: "+1");

        Reply untouched = await PutAsync($"contacts/{contact.Id}", new { name = "Bob" });
        Assert.Equal(("Bob", "a@x.io", "+1"), (untouched.Text("name"), untouched.Text("email"), untouched.Text("phone")));

        Reply cleared = await PutAsync($"contacts/{contact.Id}", new { email = (string?)null, phone = (string?)null, name = (string?)null, external_id = (string?)null });
        Assert.Equal(("", null, null, "u1"), (cleared.Text("email"), cleared.Text("phone"), cleared.Text("name"), cleared.Text("external_id")));
    }

    [Fact]
    public async Task An_update_gives_an_email_only_user_its_external_id()
    {
        StoredContact contact = (await WorkspaceAsync()).Add(email: "a@x.io");

        Reply adopted = await PutAsync($"contacts/{contact.Id}", new { external_id = "u1" });

        Assert.Equal((200, contact.Id, "u1"), (adopted.Status, adopted.Id, adopted.Text("external_id")));
    }

    [Fact]
    public async Task An_update_to_role_user_promotes_a_lead_and_keeps_its_id()
    {
        StoredContact lead = (await WorkspaceAsync()).Add("lead", email: "a@x.io");

        Reply promoted = await PutAsync($"contacts/{lead.Id}", new { role = "user", external_id = "u1", email = "a@x.io" });

        Assert.Equal((200, lead.Id, "user", "u1"), (promoted.Status, promoted.Id, promoted.Text("role"), promoted.Text("external_id")));
    }

    [Fact]
    public async Task A_promoted_lead_keeps_its_UUID_when_no_external_id_is_sent()
    {
        StoredContact lead = (await WorkspaceAsync()).Add("lead", email: "a@x.io");

        Reply promoted = await PutAsync($"contacts/{lead.Id}", new { role = "user" });

        Assert.Equal((200, "user", lead.ExternalId), (promoted.Status, promoted.Text("role"), promoted.Text("external_id")));
    }

    [Fact]
    public async Task A_user_cannot_become_a_lead()
    {
        StoredContact user = (await WorkspaceAsync()).Add(externalId: "u1");

        Reply reply = await PutAsync($"contacts/{user.Id}", new { role = "lead" });

        Assert.Equal((400, "client_error", "Contact with user role can't be converted to a lead"), (reply.Status, reply.ErrorCode, reply.ErrorMessage));
    }

    [Fact]
    public async Task An_update_may_take_the_email_of_another_user()
    {
        Workspace workspace = await WorkspaceAsync();
        workspace.Add(externalId: "u1", email: "a@x.io");
        StoredContact other = workspace.Add(externalId: "u2", email: "b@x.io");

        Assert.Equal(200, (await PutAsync($"contacts/{other.Id}", new { email = "a@x.io" })).Status);
    }

    [Fact]
    public async Task An_update_may_not_take_the_external_id_of_a_live_contact()
    {
        Workspace workspace = await WorkspaceAsync();
        StoredContact holder = workspace.Add(externalId: "u1");
        StoredContact other = workspace.Add(email: "b@x.io");

        Reply reply = await PutAsync($"contacts/{other.Id}", new { external_id = "u1" });

        Assert.Equal((409, $"A contact matching those details already exists with id={holder.Id}"), (reply.Status, reply.ErrorMessage));
    }

    [Fact]
    public async Task An_update_may_take_the_external_id_of_an_archived_contact()
    {
        Workspace workspace = await WorkspaceAsync();
        workspace.Add(externalId: "u1", state: StoredContactState.Archived);
        StoredContact other = workspace.Add(email: "b@x.io");

        Assert.Equal(200, (await PutAsync($"contacts/{other.Id}", new { external_id = "u1" })).Status);
    }

    [Fact]
    public async Task An_update_of_an_unknown_id_answers_404()
    {
        Reply reply = await PutAsync("contacts/ffffffffffffffffffffffff", new { name = "Ann" });

        Assert.Equal((404, "not_found"), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task Custom_attributes_and_optional_fields_are_kept_and_merged()
    {
        Reply created = await PostAsync("contacts", new { email = "a@x.io", signed_up_at = 5, custom_attributes = new { plan = "pro", seats = 3 } });
        Reply updated = await PutAsync($"contacts/{created.Id}", new { custom_attributes = new { seats = 4 } });

        Assert.Equal(5, updated.Json.GetProperty("signed_up_at").GetInt32());
        Assert.Equal("""{"plan":"pro","seats":4}""", Sorted(updated));

        static string Sorted(Reply reply) => "{" + string.Join(
            ",",
            reply.Json.GetProperty("custom_attributes").EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"\"{p.Name}\":{p.Value.GetRawText()}")) + "}";
    }

    [Fact]
    public async Task Archiving_is_idempotent_and_unarchiving_brings_the_contact_back()
    {
        StoredContact contact = (await WorkspaceAsync()).Add(externalId: "u1");

        for (int i = 0; i < 2; i++)
        {
            Reply archived = await PostAsync($"contacts/{contact.Id}/archive", new { });
            Assert.Equal((200, contact.Id, "u1", true), (archived.Status, archived.Id, archived.Text("external_id"), archived.Json.GetProperty("archived").GetBoolean()));
        }

        Reply unarchived = await PostAsync($"contacts/{contact.Id}/unarchive", new { });
        Assert.Equal((200, false), (unarchived.Status, unarchived.Json.GetProperty("archived").GetBoolean()));
        Assert.Equal(200, (await GetAsync($"contacts/{contact.Id}")).Status);
    }

    [Fact]
    public async Task A_deleted_contact_cannot_be_unarchived()
    {
        StoredContact contact = (await WorkspaceAsync()).Add(externalId: "u1");
        Reply deleted = await DeleteAsync($"contacts/{contact.Id}");
        Assert.True(deleted.Json.GetProperty("deleted").GetBoolean());

        Reply reply = await PostAsync($"contacts/{contact.Id}/unarchive", new { });

        Assert.Equal(
            (400, "bad_request", "User has been marked for permanent deletion and is not restorable."),
            (reply.Status, reply.ErrorCode, reply.ErrorMessage));
    }

    [Fact]
    public async Task A_merged_lead_answers_410_with_a_link_to_its_user_since_2_16_and_404_before()
    {
        Workspace workspace = await WorkspaceAsync();
        StoredContact user = workspace.Add(externalId: "u1", email: "a@x.io");
        StoredContact lead = workspace.Add("lead", email: "a@x.io");
        Assert.Equal(user.Id, (await PostAsync("contacts/merge", new { from = lead.Id, into = user.Id })).Id);

        foreach (string path in new[] { $"contacts/{lead.Id}", $"contacts/find_by_external_id/{lead.ExternalId}" })
        {
            Reply gone = await GetAsync(path);
            Assert.Equal((410, "contact_merged"), (gone.Status, gone.ErrorCode));
            Assert.Equal($"</contacts/{user.Id}>; rel=\"canonical\"", gone.Header("Link"));
            Assert.Equal(404, (await GetAsync(path, "2.15")).Status);
        }

        Assert.Equal(1, (await SearchAsync("email", "a@x.io")).Rows);
        Assert.Equal("User has been merged and is not restorable.", (await PostAsync($"contacts/{lead.Id}/unarchive", new { })).ErrorMessage);
    }

    [Fact]
    public async Task Only_a_lead_is_merged_and_only_into_a_user()
    {
        Workspace workspace = await WorkspaceAsync();
        StoredContact user = workspace.Add(externalId: "u1", email: "a@x.io");
        StoredContact other = workspace.Add(externalId: "u2", email: "a@x.io");

        Reply reply = await PostAsync("contacts/merge", new { from = user.Id, into = other.Id });

        Assert.Equal((400, "invalid_merge", "Merging can only be performed on a lead into a user"), (reply.Status, reply.ErrorCode, reply.ErrorMessage));
        Assert.Equal(404, (await PostAsync("contacts/merge", new { from = "nobody", into = other.Id })).Status);
    }

    [Fact]
    public async Task A_merge_needs_a_shared_email_or_phone_since_2_16_unless_told_otherwise()
    {
        Workspace workspace = await WorkspaceAsync();
        StoredContact user = workspace.Add(externalId: "u1", email: "a@x.io");
        string Lead() => workspace.Add("lead", email: "b@x.io").Id;

        Assert.Equal("invalid_merge", (await PostAsync("contacts/merge", new { from = Lead(), into = user.Id })).ErrorCode);
        Assert.Equal(200, (await PostAsync("contacts/merge", new { from = Lead(), into = user.Id }, "2.15")).Status);
        Assert.Equal(200, (await PostAsync("contacts/merge", new { from = Lead(), into = user.Id, skip_duplicate_validation = true })).Status);
    }
}
