// A small working stand-in for the official SDK with its real namespaces and signatures: that package cannot be restored everywhere.
#nullable disable
using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Intercom.Core
{
    public class Model { public virtual string id { get; set; } }

    public class Authentication
    {
        public Authentication(string personalAccessToken) => PersonalAccessToken = personalAccessToken;

        public string PersonalAccessToken { get; }
    }

    public class Client
    {
        private static readonly HttpClient Http = new();
        private readonly Intercom.Factories.RestClientFactory _factory;

        protected Client(Intercom.Factories.RestClientFactory factory) => _factory = factory;

        // As the real one: null when the connection fails or an error has an empty body, an exception when the body lists errors.
        protected T Send<T>(string method, string path, object body)
            where T : class
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), _factory.Url.TrimEnd('/') + path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _factory.Authentication.PersonalAccessToken);
            request.Headers.Add("Intercom-Version", "1.4");
            if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body, body.GetType(), new JsonSerializerOptions { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull }), Encoding.UTF8, "application/json");
            try
            {
                using var response = Http.SendAsync(request).GetAwaiter().GetResult();
                var text = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
                if (response.IsSuccessStatusCode) return JsonSerializer.Deserialize<T>(text);
                return text.Contains("errors") ? throw new Intercom.Exceptions.ApiException { StatusCode = (int)response.StatusCode, ApiResponseBody = text } : null;
            }
            catch (HttpRequestException)
            {
                return null;
            }
        }
    }
}

namespace Intercom.Factories
{
    using Intercom.Core;

    public class RestClientFactory
    {
        public RestClientFactory(Authentication authentication) : this(authentication, "https://api.intercom.io") { }

        public RestClientFactory(Authentication authentication, string url) => (Authentication, Url) = (authentication, url);

        public Authentication Authentication { get; }

        public string Url { get; }
    }
}

namespace Intercom.Exceptions
{
    public class IntercomException : Exception { }

    public class ApiException : IntercomException
    {
        public int StatusCode { get; set; }

        public string ApiResponseBody { get; set; }
    }
}

namespace Intercom.Data
{
    using Intercom.Core;

    public class User : Model
    {
        public string user_id { get; set; }

        public string email { get; set; }

        public string phone { get; set; }

        public string name { get; set; }

        public Dictionary<string, object> custom_attributes { get; set; }
    }

    public class Contact : User { }

    public class Contacts { public List<Contact> contacts { get; set; } }
}

namespace Intercom.Clients
{
    using Intercom.Core;
    using Intercom.Data;
    using Intercom.Factories;

    public class UsersClient : Client
    {
        public UsersClient(RestClientFactory factory) : base(factory) { }

        public User Create(User user) => Send<User>("POST", "/users", user);

        public User View(User user) => Send<User>("GET", "/users?user_id=" + Uri.EscapeDataString(user.user_id), null);
    }

    public class ContactsClient : Client
    {
        public ContactsClient(RestClientFactory factory) : base(factory) { }

        public Contact Create(Contact contact) => Send<Contact>("POST", "/contacts", contact);

        public Contacts List(string email) => Send<Contacts>("GET", "/contacts?email=" + Uri.EscapeDataString(email), null);
    }
}
