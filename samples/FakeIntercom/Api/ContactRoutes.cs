using System.Text.Json;
using System.Text.Json.Nodes;

namespace FakeIntercom.Api;

/// <summary>The contact routes of API 2.x: create, read, update, archive, delete and merge.</summary>
internal static class ContactRoutes
{
    public static Answer Create(ApiRequest request)
    {
        if (request.Version is { Major: 1 })
        {
            return LegacyRoutes.CreateLead(request);
        }

        JsonElement body = request.Json;
        string? role = ApiJson.Text(body, "role");
        string? email = ApiJson.NullIfBlank(ApiJson.Text(body, "email"));
        string? externalId = ApiJson.Text(body, "external_id");
        if (role != ContactRoles.Lead && email is null && externalId is null)
        {
            throw ApiErrorException.InvalidParameter("A user needs an external_id or an email");
        }

        if (body.TryGetProperty("email_verified", out _) && email is null)
        {
            throw ApiErrorException.InvalidParameter("email_verified needs an email");
        }

        Workspace workspace = request.Workspace;
        bool lead = role == ContactRoles.Lead;
        if (!lead && UserConflict.Find(workspace, externalId, email) is { } conflict)
        {
            throw conflict;
        }

        DateTimeOffset now = workspace.Now;
        StoredContact contact = new StoredContact
        {
            Id = workspace.NewId(),
            Role = lead ? ContactRoles.Lead : ContactRoles.User,
            ExternalId = lead ? workspace.NewUuid() : externalId,
            ExternalIdIsGenerated = lead,
            Email = email,
            CreatedAt = now,
            UpdatedAt = now,
        }.ApplyProfile(body);
        return Ok(request, workspace.Insert(contact));
    }

    public static Answer Get(ApiRequest request) => Ok(request, Live(request, request.RouteValue("id")));

    public static Answer FindByExternalId(ApiRequest request)
    {
        if (request.Version is { } version && !version.IsAtLeast(2, 13))
        {
            throw ApiErrorException.NotInThisVersion();
        }

        string externalId = request.RouteValue("external_id");
        Workspace workspace = request.Workspace;
        ContactKey key = new(ContactField.ExternalId, externalId);
        StoredContact? user = workspace
            .Indexed(workspace.Options.FindByExternalIdLag, [key])
            .FirstOrDefault(contact => contact.IsUser && contact.ExternalId == externalId);
        if (user is not null)
        {
            return Ok(request, user);
        }

        StoredContact? merged = workspace.Current(key).FirstOrDefault(contact => contact.State == StoredContactState.Merged && contact.ExternalId == externalId);
        throw merged is not null && KnowsMerged(request) ? ApiErrorException.Merged(merged) : ApiErrorException.UserNotFound();
    }

    public static Answer Update(ApiRequest request)
    {
        StoredContact contact = Live(request, request.RouteValue("id"));
        JsonElement body = request.Json;
        string? role = ApiJson.Text(body, "role");
        if (contact.IsUser && role == ContactRoles.Lead)
        {
            throw new ApiErrorException(StatusCodes.Status400BadRequest, "client_error", "Contact with user role can't be converted to a lead");
        }

        bool promoted = !contact.IsUser && role == ContactRoles.User;
        StoredContact updated = contact.ApplyProfile(body).ApplyEmail(body);
        if ((contact.IsUser || promoted) && ApiJson.Text(body, "external_id") is { } externalId && externalId != contact.ExternalId)
        {
            // An archived holder does not conflict here, unlike at a create.
            if (request.Workspace.Current(new ContactKey(ContactField.ExternalId, externalId)).FirstOrDefault(other => other.IsLive && other.ExternalId == externalId) is { } holder)
            {
                throw ApiErrorException.Conflict(holder);
            }

            updated = updated with { ExternalId = externalId, ExternalIdIsGenerated = false };
        }

        return Ok(request, request.Workspace.Replace(promoted ? updated with { Role = ContactRoles.User } : updated));
    }

    public static Answer Archive(ApiRequest request)
    {
        StoredContact contact = Known(request, request.RouteValue("id"));
        if (contact.State is StoredContactState.Deleted or StoredContactState.Merged)
        {
            throw ApiErrorException.UserNotFound();
        }

        return Archived(contact.IsLive ? request.Workspace.Replace(contact with { State = StoredContactState.Archived }) : contact);
    }

    public static Answer Unarchive(ApiRequest request)
    {
        StoredContact contact = Known(request, request.RouteValue("id"));
        string? refusal = contact.State switch
        {
            StoredContactState.Deleted => "User has been marked for permanent deletion and is not restorable.",
            StoredContactState.Merged => "User has been merged and is not restorable.",
            _ => null,
        };
        if (refusal is not null)
        {
            throw new ApiErrorException(StatusCodes.Status400BadRequest, "bad_request", refusal);
        }

        return Archived(contact.IsLive ? contact : request.Workspace.Replace(contact with { State = StoredContactState.Live }));
    }

    public static Answer Delete(ApiRequest request)
    {
        StoredContact contact = Known(request, request.RouteValue("id"));
        if (contact.State is StoredContactState.Deleted or StoredContactState.Merged)
        {
            throw ApiErrorException.UserNotFound();
        }

        request.Workspace.Replace(contact with { State = StoredContactState.Deleted });
        return Answer.Ok(new JsonObject { ["id"] = contact.Id, ["external_id"] = contact.ExternalId, ["type"] = "contact", ["deleted"] = true });
    }

    public static Answer Merge(ApiRequest request)
    {
        JsonElement body = request.Json;
        StoredContact lead = Live(request, ApiJson.Text(body, "from") ?? "");
        StoredContact user = Live(request, ApiJson.Text(body, "into") ?? "");
        if (lead.IsUser || !user.IsUser)
        {
            throw InvalidMerge("Merging can only be performed on a lead into a user");
        }

        bool skipsValidation = body.TryGetProperty("skip_duplicate_validation", out JsonElement skip) && skip.ValueKind == JsonValueKind.True;
        if (KnowsMerged(request) && !skipsValidation && !SharesIdentifier(request.Workspace, lead, user))
        {
            throw InvalidMerge("The contacts share neither an email nor a phone number");
        }

        request.Workspace.Replace(lead with { State = StoredContactState.Merged, MergedInto = user.Id });
        return Ok(request, request.Workspace.Replace(user with
        {
            Email = ApiJson.NullIfBlank(user.Email) ?? lead.Email,
            Phone = user.Phone ?? lead.Phone,
            Name = user.Name ?? lead.Name,
            CustomAttributes = lead.CustomAttributes.SetItems(user.CustomAttributes),
        }));

        static ApiErrorException InvalidMerge(string message) => new(StatusCodes.Status400BadRequest, "invalid_merge", message);
    }

    /// <summary>Versions from 2.16 on check merges and answer 410 for merged contacts.</summary>
    private static bool KnowsMerged(ApiRequest request) => request.Version?.IsAtLeast(2, 16) ?? true;

    private static bool SharesIdentifier(Workspace workspace, StoredContact lead, StoredContact user) =>
        (!string.IsNullOrEmpty(lead.Email) && workspace.Emails.Equals(lead.Email, user.Email))
        || (!string.IsNullOrEmpty(lead.Phone) && lead.Phone == user.Phone);

    private static StoredContact Known(ApiRequest request, string id) => request.Workspace.Find(id) ?? throw ApiErrorException.UserNotFound();

    internal static StoredContact Live(ApiRequest request, string id)
    {
        StoredContact contact = Known(request, id);
        if (contact.State == StoredContactState.Merged && KnowsMerged(request))
        {
            throw ApiErrorException.Merged(contact);
        }

        return contact.IsLive ? contact : throw ApiErrorException.UserNotFound();
    }

    private static Answer Ok(ApiRequest request, StoredContact contact) => Answer.Ok(ContactJson.Contact(contact, request.EscapeIdentity));

    private static Answer Archived(StoredContact contact) => Answer.Ok(new JsonObject
    {
        ["id"] = contact.Id,
        ["external_id"] = contact.ExternalId,
        ["type"] = "contact",
        ["archived"] = !contact.IsLive,
    });
}
