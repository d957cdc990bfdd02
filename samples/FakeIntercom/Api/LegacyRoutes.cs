using System.Text.Json;
using System.Text.Json.Nodes;

namespace FakeIntercom.Api;

/// <summary>The routes of API 1.x: users that are created or updated, and leads. Without a version header the newest 1.x answers.</summary>
internal static class LegacyRoutes
{
    private static readonly ApiVersion Newest = new(1, 4);

    /// <summary>Looks for the user by id, then user_id, then email; creates when nothing matches.</summary>
    public static Answer UpsertUser(ApiRequest request)
    {
        CheckVersion(request);
        Workspace workspace = request.Workspace;
        JsonElement body = request.Json;
        string? id = ApiJson.NullIfBlank(ApiJson.Text(body, "id"));
        string? userId = ApiJson.Text(body, "user_id");
        string? email = ApiJson.NullIfBlank(ApiJson.Text(body, "email"));
        if (id is null && userId is null && email is null)
        {
            throw new ApiErrorException(StatusCodes.Status400BadRequest, "parameter_not_found", "A user needs an id, a user_id or an email");
        }

        StoredContact? match = Match(workspace, id, userId, email);
        if (match is null)
        {
            DateTimeOffset now = workspace.Now;
            return Ok(request, workspace.Insert(new StoredContact
            {
                Id = workspace.NewId(),
                Role = ContactRoles.User,
                ExternalId = userId,
                Email = email,
                CreatedAt = now,
                UpdatedAt = now,
            }.ApplyProfile(body)));
        }

        if (userId is not null && Users(workspace).FirstOrDefault(user => user.ExternalId == userId && user.Id != match.Id) is { } holder)
        {
            throw ApiErrorException.Conflict(holder);
        }

        StoredContact updated = match.ApplyProfile(body) with { ExternalId = userId ?? match.ExternalId, Email = email ?? match.Email };
        return Ok(request, workspace.Replace(updated));
    }

    public static Answer ListUsers(ApiRequest request)
    {
        ApiVersion version = CheckVersion(request);
        Workspace workspace = request.Workspace;
        if (request.Query("user_id") is { } userId)
        {
            return Ok(request, Users(workspace).FirstOrDefault(user => user.ExternalId == userId) ?? throw ApiErrorException.UserNotFound());
        }

        string? email = request.Query("email");
        if (email is not null && version == new ApiVersion(1, 0))
        {
            return Ok(request, SingleByEmail([.. UsersByEmail(workspace, email)]) ?? throw ApiErrorException.UserNotFound());
        }

        StoredContact[] rows =
        [
            .. workspace.Indexed(workspace.Options.SearchLag).Where(contact => contact.IsUser && (email is null || workspace.Emails.Equals(contact.Email, email))),
        ];
        return Answer.Ok(new JsonObject
        {
            ["type"] = "user.list",
            ["users"] = new JsonArray([.. rows.Select(user => ContactJson.Legacy(user, request.EscapeIdentity))]),
            ["total_count"] = rows.Length,
            ["pages"] = new JsonObject { ["type"] = "pages", ["next"] = null, ["page"] = 1, ["per_page"] = Math.Max(1, rows.Length), ["total_pages"] = 1 },
        });
    }

    public static Answer GetUser(ApiRequest request)
    {
        CheckVersion(request);
        return request.Workspace.Find(request.RouteValue("id")) is { IsLive: true, IsUser: true } user
            ? Ok(request, user)
            : throw ApiErrorException.UserNotFound();
    }

    /// <summary>A lead is always new, unless the body names an existing one by id or by its generated user_id.</summary>
    public static Answer CreateLead(ApiRequest request)
    {
        Workspace workspace = request.Workspace;
        JsonElement body = request.Json;
        string? id = ApiJson.Text(body, "id");
        string? userId = ApiJson.Text(body, "user_id");
        StoredContact? match = workspace.Current().FirstOrDefault(contact =>
            contact is { IsLive: true, IsUser: false } && (contact.Id == id || (userId is not null && contact.ExternalId == userId)));
        if (match is not null)
        {
            return Ok(request, workspace.Replace(match.ApplyProfile(body).ApplyEmail(body)));
        }

        if (id is not null)
        {
            throw ApiErrorException.UserNotFound();
        }

        DateTimeOffset now = workspace.Now;
        return Ok(request, workspace.Insert(new StoredContact
        {
            Id = workspace.NewId(),
            Role = ContactRoles.Lead,
            ExternalId = workspace.NewUuid(),
            ExternalIdIsGenerated = true,
            Email = ApiJson.NullIfBlank(ApiJson.Text(body, "email")),
            CreatedAt = now,
            UpdatedAt = now,
        }.ApplyProfile(body)));
    }

    private static StoredContact? Match(Workspace workspace, string? id, string? userId, string? email)
    {
        if (id is not null)
        {
            return Users(workspace).FirstOrDefault(user => user.Id == id) ?? throw ApiErrorException.UserNotFound();
        }

        if (userId is null)
        {
            return SingleByEmail([.. UsersByEmail(workspace, email!)]);
        }

        StoredContact? byUserId = Users(workspace).FirstOrDefault(user => user.ExternalId == userId);
        return byUserId ?? (email is null ? null : SingleByEmail([.. UsersByEmail(workspace, email).Where(user => user.ExternalId is null)]));
    }

    private static StoredContact? SingleByEmail(StoredContact[] users) => users.Length > 1 ? throw ApiErrorException.SeveralUsers() : users.FirstOrDefault();

    private static IEnumerable<StoredContact> Users(Workspace workspace) => workspace.Current().Where(contact => contact is { IsUser: true, IsLive: true });

    private static IEnumerable<StoredContact> UsersByEmail(Workspace workspace, string email) =>
        Users(workspace).Where(user => workspace.Emails.Equals(user.Email, email));

    private static ApiVersion CheckVersion(ApiRequest request)
    {
        ApiVersion version = request.Version ?? Newest;
        return version.Major == 1 ? version : throw ApiErrorException.NotInThisVersion();
    }

    private static Answer Ok(ApiRequest request, StoredContact contact) => Answer.Ok(ContactJson.Legacy(contact, request.EscapeIdentity));
}
