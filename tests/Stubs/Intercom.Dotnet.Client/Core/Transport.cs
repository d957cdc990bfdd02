using System;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using Intercom.Exceptions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Intercom.Core;

/// <summary>Sends one request and turns the answer into a value, null or an exception the way the SDK does.</summary>
internal sealed class Transport
{
    private static readonly HttpClient Http = new HttpClient();
    private static readonly JsonSerializerSettings WithoutNulls = new JsonSerializerSettings { NullValueHandling = NullValueHandling.Ignore };

    private readonly Uri _baseAddress;
    private readonly Authentication _authentication;

    public Transport(Authentication authentication, string url)
    {
        _authentication = authentication ?? throw new ArgumentNullException(nameof(authentication));
        _baseAddress = new Uri(url.EndsWith("/", StringComparison.Ordinal) ? url : url + "/");
    }

    /// <returns>Null when there was no connection, or when the answer has no body.</returns>
    public T Send<T>(HttpMethod method, string resource, object body)
        where T : class
    {
        HttpStatusCode status;
        string text;
        try
        {
            (status, text) = SendAsync(method, resource, body).GetAwaiter().GetResult();
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (TaskCanceledException)
        {
            return null;
        }

        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        JToken json;
        try
        {
            json = JToken.Parse(text);
        }
        catch (JsonException e)
        {
            throw new IntercomException("The answer is not JSON.", e);
        }

        return json is JObject answer && answer["errors"] is JArray
            ? throw new ApiException((int)status, status.ToString(), text)
            : json.ToObject<T>();
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpMethod method, string resource, object body)
    {
        using (var request = new HttpRequestMessage(method, new Uri(_baseAddress, resource)))
        {
            request.Headers.Authorization = _authentication.PersonalAccessToken is null
                ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(_authentication.AppId + ":" + _authentication.AppKey)))
                : new AuthenticationHeaderValue("Bearer", _authentication.PersonalAccessToken);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            request.Headers.Add("Intercom-Version", "1.4");
            if (body != null)
            {
                request.Content = new StringContent(JsonConvert.SerializeObject(body, WithoutNulls), Encoding.UTF8, "application/json");
            }

            using (var response = await Http.SendAsync(request).ConfigureAwait(false))
            {
                return (response.StatusCode, await response.Content.ReadAsStringAsync().ConfigureAwait(false));
            }
        }
    }
}
