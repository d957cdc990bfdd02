using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Clients;

public sealed class IntercomDotNetClientTests : CaseTests<IntercomDotNetClientTests>, ICases
{
    public static string Id => "INTERCOM1002";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "post from a general handler, dynamic result",
            """
            using IntercomDotNet;
            class C(IntercomClient client)
            {
                public void A(string id, string email)
                {
                    try
                    {
                        var user = client.Users.Get(userId: id);
                        client.Users.Post(new { id = (string)user.id, name = "a" });
                    }
                    catch (RestException)
                    {
                        {|INTERCOM1002:client.Users.Post(new { user_id = id, email })|};
                    }
                }
            }
            """
        },
        {
            "wrapped client behind a property",
            """
            using IntercomDotNet;
            interface IWrapper { IntercomClient Client { get; } }
            class C(IWrapper wrapper)
            {
                public void A(string email)
                {
                    dynamic? user = null;
                    try { user = wrapper.Client.Users.Get(email: email); }
                    catch (Exception) { }
                    if (user == null) {|INTERCOM1002:wrapper.Client.Users.Post(new { email })|};
                }
            }
            """
        },
        {
            "finder that swallows every failure",
            """
            using IntercomDotNet;
            class C(IntercomClient client)
            {
                public string? Find(string email)
                {
                    try { return (string)client.Users.Get(email: email).id; }
                    catch (RestException) { {|INTERCOM1002:return null;|} }
                }
            }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "filtered to 404",
            """
            using IntercomDotNet;
            class C(IntercomClient client)
            {
                public void A(string id, string email)
                {
                    try { client.Users.Get(userId: id); }
                    catch (RestException e) when (e.StatusCode == 404) { client.Users.Post(new { user_id = id, email }); }
                }
            }
            """
        },
        {
            "events are no contacts, and a page is no lookup",
            """
            using IntercomDotNet;
            class C(IntercomClient client)
            {
                public void A(string id)
                {
                    try { client.Users.Get(2); }
                    catch (Exception) { client.Events.Post(new { event_name = "a", user_id = id }); }
                }
            }
            """
        },
    };
}
