using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Clients;

public sealed class WebRequestClientTests : CaseTests<WebRequestClientTests>, ICases
{
    public static string Id => "INTERCOM1001";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "a version header, a request that a helper makes",
            """
            using System.IO;
            #pragma warning disable SYSLIB0014
            class C(string host, string token)
            {
                public void A(string email)
                {
                    var request = WebRequest.CreateHttp(host + "/contacts");
                    request.Method = "POST";
                    request.Headers.Add("Authorization", "Bearer " + token);
                    request.Headers["Intercom-Version"] = "2.9";
                    using (var writer = new StreamWriter(request.GetRequestStream())) writer.Write(JsonSerializer.Serialize(new { role = "lead", email }));
                    {|INTERCOM1001:request.GetResponse()|};
                }
                public void B(string email)
                {
                    var request = Open("https://api.intercom.io/contacts");
                    using (var writer = new StreamWriter(request.GetRequestStream())) writer.Write(JsonSerializer.Serialize(new { role = "lead", email }));
                    {|INTERCOM1001:request.GetResponse()|};
                }
                private HttpWebRequest Open(string url)
                {
                    var request = WebRequest.CreateHttp(url);
                    request.Method = "POST";
                    request.Headers[HttpRequestHeader.Authorization] = "Bearer " + token;
                    return request;
                }
            }
            """
        },
        {
            "bytes written to the request's stream",
            """
            class C
            {
                public string A(string email)
                {
                    var bytes = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { role = "lead", email }));
                    var request = (HttpWebRequest)WebRequest.Create("https://api.intercom.io/contacts");
                    request.Method = "POST";
                    using (var stream = request.GetRequestStream()) stream.Write(bytes, 0, bytes.Length);
                    using var response = {|INTERCOM1001:request.GetResponse()|};
                    return response.ContentType;
                }
            }
            """
        },
        {
            "text written by a writer, asynchronous, method by constant",
            """
            class C
            {
                public async Task A(string email)
                {
                    var request = WebRequest.CreateHttp(new Uri("https://api.eu.intercom.io/contacts"));
                    request.Method = WebRequestMethods.Http.Post;
                    await using (var writer = new System.IO.StreamWriter(await request.GetRequestStreamAsync())) await writer.WriteAsync("{\"email\":\"" + email + "\"}");
                    using var response = (HttpWebResponse)await {|INTERCOM1001:request.GetResponseAsync()|};
                }
            }
            """
        },
        {
            "a lookup for another person in the same way",
            """
            class C
            {
                public void A(string inviter, string email)
                {
                    var search = WebRequest.Create("https://api.intercom.io/contacts?email=" + inviter);
                    search.GetResponse().Dispose();
                    var request = WebRequest.Create("https://api.intercom.io/contacts");
                    request.Method = "POST";
                    JsonSerializer.Serialize(request.GetRequestStream(), new { email });
                    {|INTERCOM1001:request.GetResponse()|}.Dispose();
                }
            }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "guarded, 404 by the exception's response",
            """
            class C
            {
                public void A(string id)
                {
                    try
                    {
                        WebRequest.Create("https://api.intercom.io/contacts/find_by_external_id/" + Uri.EscapeDataString(id)).GetResponse().Dispose();
                        return;
                    }
                    catch (WebException e) when (((HttpWebResponse)e.Response!).StatusCode == HttpStatusCode.NotFound) { }
                    var request = WebRequest.Create("https://api.intercom.io/contacts");
                    request.Method = "POST";
                    JsonSerializer.Serialize(request.GetRequestStream(), new { external_id = id });
                    request.GetResponse().Dispose();
                }
            }
            """
        },
        {
            "a read, another host",
            """
            class Intercom
            {
                public void A()
                {
                    WebRequest.Create("https://api.intercom.io/contacts").GetResponse().Dispose();
                    var other = WebRequest.Create("https://api.freshdesk.com/contacts");
                    other.Method = "POST";
                    other.GetResponse().Dispose();
                }
            }
            """
        },
    };
}
