namespace Intercom.Core;

public class Authentication
{
    public Authentication(string personalAccessToken) => PersonalAccessToken = personalAccessToken;

    public Authentication(string appId, string appKey)
    {
        AppId = appId;
        AppKey = appKey;
    }

    public string AppId { get; }

    public string AppKey { get; }

    public string PersonalAccessToken { get; }
}
