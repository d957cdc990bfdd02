namespace FakeIntercom.Tests;

public sealed class CompanyTests : FakeIntercomTest
{
    [Fact]
    public async Task A_company_is_created_once_per_key_and_updated_after_that()
    {
        Reply first = await PostAsync("companies", new { company_id = "6", name = "Blue Sun", plan = "Paid", custom_attributes = new { seats = 3 } });
        Reply second = await PostAsync("companies", new { company_id = "6", monthly_spend = 49 });

        Assert.Equal((200, first.Id), (second.Status, second.Id));
        Assert.Equal(("Blue Sun", "Paid", 49), (second.Text("name"), second.Text("plan"), second.Json.GetProperty("monthly_spend").GetInt32()));
        Assert.Equal(3, second.Json.GetProperty("custom_attributes").GetProperty("seats").GetInt32());
        Assert.Single((await WorkspaceAsync()).Companies);
    }

    [Fact]
    public async Task A_company_without_key_and_name_is_refused()
    {
        Reply reply = await PostAsync("companies", new { plan = "Paid" });

        Assert.Equal((400, "parameter_not_found"), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task A_company_is_attached_once()
    {
        string contact = (await PostAsync("contacts", User("1"))).Id;
        string company = (await PostAsync("companies", new { company_id = "6" })).Id;

        await PostAsync($"contacts/{contact}/companies", new { id = company });
        Reply again = await PostAsync($"contacts/{contact}/companies", new { id = company });

        Assert.Equal((200, company), (again.Status, again.Id));
        Assert.Equal([company], (await WorkspaceAsync()).Contacts.Single().CompanyIds);
        Assert.Equal(1, (await GetAsync($"contacts/{contact}")).Json.GetProperty("companies").GetProperty("total_count").GetInt32());
    }

    [Fact]
    public async Task Strangers_are_not_attached()
    {
        string contact = (await PostAsync("contacts", User("1"))).Id;
        string company = (await PostAsync("companies", new { company_id = "6" })).Id;

        Reply noCompany = await PostAsync($"contacts/{contact}/companies", new { id = "none" });
        Reply noId = await PostAsync($"contacts/{contact}/companies", new { });
        Reply noContact = await PostAsync("contacts/none/companies", new { id = company });
        Reply oldVersion = await PostAsync($"contacts/{contact}/companies", new { id = company }, "1.4");

        Assert.Equal(
            [(404, "company_not_found"), (400, "parameter_not_found"), (404, "not_found"), (400, "intercom_version_invalid")],
            new[] { noCompany, noId, noContact, oldVersion }.Select(reply => (reply.Status, reply.ErrorCode!)));
    }
}
