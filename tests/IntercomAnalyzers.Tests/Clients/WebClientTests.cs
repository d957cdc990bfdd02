using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Clients;

public sealed class WebClientTests : CaseTests<WebClientTests>, ICases
{
    public static string Id => "INTERCOM1001";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "upload to an absolute address, with and without a method",
            """
            class C
            {
                private readonly WebClient web = new();
                public string A(string email) => {|INTERCOM1001:web.UploadString("https://api.intercom.io/contacts", "POST", JsonSerializer.Serialize(new { email }))|};
                public Task<string> B(string email) => {|INTERCOM1001:web.UploadStringTaskAsync(new Uri("https://api.intercom.io/contacts"), JsonSerializer.Serialize(new { email }))|};
            }
            """
        },
        {
            "base address in an initializer",
            """
            class C
            {
                public string A(string email)
                {
                    using var web = new WebClient { BaseAddress = "https://api.intercom.io" };
                    return {|INTERCOM1001:web.UploadString("contacts", "{ \"role\": \"lead\", \"email\": \"" + email + "\" }")|};
                }
            }
            """
        },
        {
            "bytes",
            """
            class C
            {
                public byte[] A(string email) => {|INTERCOM1001:new WebClient().UploadData("https://api.intercom.io/contacts", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { email })))|};
            }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "updates, reads and other hosts",
            """
            class Intercom
            {
                private readonly WebClient web = new();
                public string A(string id) => web.UploadString("https://api.intercom.io/contacts/" + id, "PUT", "{}");
                public string B(string email) => web.DownloadString("https://api.intercom.io/contacts?email=" + email);
                public string D(string email) => web.UploadString("https://example.com/contacts", "{ \"external_id\": \"1\" }");
            }
            """
        },
        {
            "guarded by a read with the email in the query",
            """
            class C
            {
                private readonly WebClient web = new();
                public void A(string email)
                {
                    if (JsonSerializer.Deserialize<List<string>>(web.DownloadString("https://api.intercom.io/contacts?email=" + Uri.EscapeDataString(email)))!.Count == 0)
                        web.UploadString("https://api.intercom.io/contacts", JsonSerializer.Serialize(new { email }));
                }
            }
            """
        },
    };
}
